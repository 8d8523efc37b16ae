import type { Classification } from "./classification.js";
import type {
  BehaviorRules,
  CodeRules,
  MeaningRules,
  MessageRule,
  Money,
  PayloadRules,
  ProviderRules,
} from "./rulebook.js";

/** A listed value, and the local id of the vocabulary that lists it. */
export interface Listing {
  readonly vocabulary: string;
  readonly code: CodeRules;
}

/** The rules of one provider, made ready for look-ups. */
export interface Book {
  readonly rules: ProviderRules;
  /** Listings by vocabulary and value. Maps, so that inherited names find nothing. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<unknown, Listing>>;
  readonly absent: ReadonlyMap<string, MeaningRules>;
  /** By vocabulary, whether what its values report on may move money. */
  readonly money: ReadonlyMap<string | null, Money | undefined>;
  /** All listings of a value, those with a behavior first. */
  readonly byValue: ReadonlyMap<unknown, readonly Listing[]>;
  /** The length of the longest listed text. */
  readonly longest: number;
  /** By the name of each behavior, what two have in common that differ in their confidence alone. */
  readonly kinds: ReadonlyMap<string, string>;
  /** By the top-level field that a sign needs, the numbers of the payloads that have the sign. */
  readonly signposts: ReadonlyMap<string, readonly number[]>;
  /** Finished answers by vocabulary (empty for none) and value; holds no value that is not listed. */
  readonly answers: Map<string, Map<unknown, Classification>>;
}

/** Makes the index of one provider. */
export function bookOf(rules: ProviderRules): Book {
  const listings = rules.vocabularies.flatMap(({ id, codes }) =>
    codes.map((code) => ({ vocabulary: id, code })),
  );
  const texts = listings.map(({ code }) => (typeof code.value === "string" ? code.value.length : 0));
  return {
    rules,
    lists: new Map(
      rules.vocabularies.map(({ id }) => [id, byValue(listings.filter((item) => item.vocabulary === id))]),
    ),
    absent: new Map(rules.vocabularies.flatMap(({ id, absent }) => (absent ? [[id, absent]] : []))),
    money: new Map(rules.vocabularies.map(({ id, money }) => [id, money])),
    byValue: grouped(listings),
    longest: Math.max(0, ...texts),
    kinds: kindsOf(rules.behaviors),
    signposts: signpostsOf(rules.payloads),
    answers: new Map(),
  };
}

function byValue(listings: readonly Listing[]): ReadonlyMap<unknown, Listing> {
  return new Map(listings.map((listing) => [listing.code.value, listing]));
}

function grouped(listings: readonly Listing[]): ReadonlyMap<unknown, readonly Listing[]> {
  const groups = new Map<unknown, Listing[]>();
  const hasBehavior = ({ code }: Listing): boolean => code.behavior !== undefined;
  for (const listing of [...listings.filter(hasBehavior), ...listings.filter((item) => !hasBehavior(item))])
    groups.set(listing.code.value, [...(groups.get(listing.code.value) ?? []), listing]);
  return groups;
}

function kindsOf(behaviors: ProviderRules["behaviors"]): ReadonlyMap<string, string> {
  const kind = (behavior: BehaviorRules): string => JSON.stringify({ ...behavior, confidence: "" });
  return new Map(Object.entries(behaviors).map(([name, behavior]) => [name, kind(behavior)]));
}

function signpostsOf(payloads: readonly PayloadRules[]): ReadonlyMap<string, readonly number[]> {
  const posts = new Map<string, number[]>();
  payloads.forEach(({ signs }, number) => {
    for (const field of new Set(signs.map(({ path }) => path[0] ?? "")))
      posts.set(field, [...(posts.get(field) ?? []), number]);
  });
  return posts;
}

/** Takes off what does not count in a message: white space at both ends and a full stop at the end. */
export function trimmed(text: string): string {
  return text.trim().replace(/\.$/, "");
}

/** Whether one of a meaning's texts is this one; `text` comes out of `trimmed`. */
export function hasMessage(meaning: MeaningRules, text: string): boolean {
  return meaning.messages?.some((rule) => fits(rule, text)) ?? false;
}

function fits(rule: MessageRule, text: string): boolean {
  if (typeof rule === "string") return trimmed(rule) === text;
  const first = rule[0]!.trimStart();
  const last = rule[rule.length - 1]!.trimEnd().replace(/\.$/, "");
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let position = first.length;
  for (const part of rule.slice(1, -1)) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= end;
}
