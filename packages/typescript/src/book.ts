import type { Vocabulary } from "./index.js";
import type { Classification } from "./classification.js";
import type {
  CodeRules,
  MeaningRules,
  MessageRule,
  Money,
  PayloadRules,
  ProviderCodes,
  ProviderPayloads,
  ProviderRules,
} from "./rulebook.js";

/** A listed value, and the local id of the vocabulary that lists it. */
export interface Listing {
  readonly vocabulary: Vocabulary;
  readonly code: CodeRules;
}

/** Of which vocabularies a field contains codes, and whether it is the detail of an outcome. */
export interface CodedName {
  readonly vocabularies: readonly Vocabulary[];
  readonly isDetail: boolean;
}

/** The codes of one provider, made ready for look-ups. */
export interface CodeBook {
  readonly rules: ProviderCodes;
  /** Listings by vocabulary and value. Maps, so that inherited names find nothing. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<unknown, Listing>>;
  readonly absent: ReadonlyMap<string, MeaningRules>;
  readonly money: MoneyOf;
  /** All listings of a value, those with a behavior first. */
  readonly byValue: ReadonlyMap<unknown, readonly Listing[]>;
  /** The length of the longest listed text. */
  readonly longest: number;
  /** By the place of each behavior, what two have in common that differ in their confidence alone. */
  readonly kinds: readonly string[];
  /** Finished answers by vocabulary (empty for none) and value; has no value that is not listed. */
  readonly answers: Map<string, Map<unknown, Classification>>;
}

/** By vocabulary, whether what its values report on may move money. */
export type MoneyOf = ReadonlyMap<string | null, Money | undefined>;

/** All rules of one provider, made ready for look-ups. */
export interface Book extends CodeBook {
  readonly rules: ProviderRules;
  /** By the top-level field that a sign needs, the numbers of the payloads that have the sign. */
  readonly signposts: ReadonlyMap<string, ReadonlySet<number>>;
  /** The same of signs that need one value at the top, by field and value. */
  readonly constants: ReadonlyMap<string, ReadonlyMap<unknown, readonly number[]>>;
  /** Listed texts that no other API is likely to send. */
  readonly telling: ReadonlySet<unknown>;
  /** By value, the first vocabulary that lists it. */
  readonly firstOf: ReadonlyMap<unknown, Vocabulary>;
  /** What fields hold that payloads have somewhere, by their names. */
  readonly codedNames: ReadonlyMap<string, readonly CodedName[]>;
  /** The names of fields that contain texts for people. */
  readonly plainNames: ReadonlySet<string>;
}

/** Joins all rules. It is a call since a bundler may leave out an unused one, but not an object with a spread. */
export function rulesOf(codes: ProviderCodes, payloads: ProviderPayloads): ProviderRules {
  return { ...codes, ...payloads };
}

/** Makes the index of the codes of one provider. */
export function codeBookOf(rules: ProviderCodes): CodeBook {
  const listings = listingsOf(rules);
  const texts = listings.map(({ code }) => (typeof code.value === "string" ? code.value.length : 0));
  return {
    rules,
    lists: new Map(
      rules.vocabularies.map(({ id }) => [id, byValue(listings.filter((item) => item.vocabulary === id))]),
    ),
    absent: new Map(rules.vocabularies.flatMap(({ id, absent }) => (absent ? [[id, absent]] : []))),
    money: moneyOf(rules),
    byValue: grouped(listings),
    longest: Math.max(0, ...texts),
    kinds: rules.behaviors.map((behavior) => JSON.stringify({ ...behavior, confidence: "" })),
    answers: new Map(),
  };
}

export function moneyOf({ vocabularies }: ProviderCodes): MoneyOf {
  return new Map(vocabularies.map(({ id, money }) => [id, money]));
}

/** Makes the index of one provider. */
export function bookOf(rules: ProviderRules): Book {
  const listings = listingsOf(rules);
  return {
    ...codeBookOf(rules),
    rules,
    signposts: signpostsOf(rules.payloads),
    constants: constantsOf(rules.payloads),
    telling: new Set(
      listings.flatMap(({ code: { value, plain } }) => (typeof value === "string" && !plain ? [value] : [])),
    ),
    firstOf: new Map([...listings].reverse().map(({ code, vocabulary }) => [code.value, vocabulary])),
    codedNames: codedNamesOf(rules.payloads),
    plainNames: new Set(
      rules.payloads.flatMap(({ roles }) =>
        roles.filter(({ role }) => role === "message").map(({ path }) => path[path.length - 1]!),
      ),
    ),
  };
}

function listingsOf({ vocabularies }: ProviderCodes): readonly Listing[] {
  return vocabularies.flatMap(({ id, codes }) => codes.map((code) => ({ vocabulary: id, code })));
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

function signpostsOf(payloads: readonly PayloadRules[]): ReadonlyMap<string, ReadonlySet<number>> {
  const posts = new Map<string, Set<number>>();
  payloads.forEach(({ signs }, number) => {
    for (const { path, equals } of signs)
      if (equals === undefined || path.length > 1)
        posts.set(path[0]!, (posts.get(path[0]!) ?? new Set()).add(number));
  });
  return posts;
}

function constantsOf(
  payloads: readonly PayloadRules[],
): ReadonlyMap<string, ReadonlyMap<unknown, readonly number[]>> {
  const constants = new Map<string, Map<unknown, number[]>>();
  payloads.forEach(({ signs }, number) => {
    for (const { path, equals } of signs) {
      if (equals === undefined || path.length > 1) continue;
      const values = constants.get(path[0]!) ?? new Map<unknown, number[]>();
      constants.set(path[0]!, values.set(equals, [...(values.get(equals) ?? []), number]));
    }
  });
  return constants;
}

function codedNamesOf(payloads: readonly PayloadRules[]): ReadonlyMap<string, readonly CodedName[]> {
  const names = new Map<string, CodedName[]>();
  for (const { codes, roles } of payloads)
    for (const { path, vocabularies } of codes) {
      const at = path.join("/");
      const isDetail = roles.some((item) => item.role === "detail" && item.path.join("/") === at);
      const last = path[path.length - 1]!;
      names.set(last, [...(names.get(last) ?? []), { vocabularies, isDetail }]);
    }
  return names;
}

const LONGEST_NUMBER = 9;

/** Returns a number as text, and text that is nothing but a number as that; else undefined. */
function respelled(value: unknown): string | number | undefined {
  if (Number.isInteger(value)) return Math.abs(value as number) < 10 ** LONGEST_NUMBER ? String(value) : undefined;
  return typeof value === "string" && /^-?(?:0|[1-9][0-9]{0,8})$/.test(value) ? Number(value) : undefined;
}

/** Finds a value in a vocabulary; a number is found as text, and text as a number. */
export function findIn(book: CodeBook, vocabulary: string | null, value: unknown): Listing | undefined {
  const list = book.lists.get(vocabulary ?? "");
  return list?.get(value) ?? list?.get(respelled(value));
}

/** Finds a value in all vocabularies; a number written the other way, if it is in none. */
export function findAll(book: CodeBook, value: unknown): readonly Listing[] {
  return book.byValue.get(value) ?? book.byValue.get(respelled(value)) ?? [];
}

/** Takes off what does not count in a message: white space at both ends and a period at the end. */
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
