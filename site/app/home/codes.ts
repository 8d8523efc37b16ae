// All listed codes, taken from the package's own rules.

import type { Classification } from "linkcodes/classification";
import type { Vocabulary } from "linkcodes/index";
import { createReader } from "linkcodes/engine";
import type { CodeRules, ProviderRules } from "linkcodes/rulebook";
import { classify, decode } from "linkcodes/runtime";
import { RULES } from "site-data/rules";
import { squashed } from "../shared/words.ts";

/** A code as one vocabulary lists it. */
export interface Entry {
  readonly provider: ProviderRules;
  /** Local id of the vocabulary. */
  readonly vocabulary: Vocabulary;
  readonly code: CodeRules;
  /** Path of its page, without suffix. */
  readonly page: string;
}

/** The codes that a text names, and how exactly. */
export interface Match {
  readonly entries: readonly Entry[];
  /** Those that are written alike, but in another case or with other separators. */
  readonly alike: readonly Entry[];
  readonly how: "exact" | "other_case" | "other_spelling" | "in_words" | "message";
}

/** Every code of every provider, in the order of the spec. */
export const ENTRIES: readonly Entry[] = RULES.flatMap((provider) =>
  provider.vocabularies.flatMap(({ id, codes }) =>
    codes.map((code) => ({
      provider,
      vocabulary: id,
      code,
      page: `${provider.id}/${id}/${code.name ?? code.value}`,
    })),
  ),
);

/** Returns the words of a text in small letters. */
export function wordsOf(text: string): string[] {
  const spaced = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

const spellings = new Map<string, string>();

/** Returns a listed value as values are compared; it is asked for each of them again with every text. */
function spelling(value: string): string {
  const found = spellings.get(value) ?? squashed(value);
  spellings.set(value, found);
  return found;
}

/** Finds the codes that a text names: as written, else in another case, else with other separators. */
export function named(text: string): Match | null {
  const lower = text.toLowerCase();
  const bare = squashed(text);
  const ways: readonly (readonly [Match["how"], (value: string) => boolean])[] = [
    ["exact", (value) => value === text],
    ["other_case", (value) => value.toLowerCase() === lower],
    ["other_spelling", (value) => bare !== "" && spelling(value) === bare],
  ];
  for (const [how, fits] of ways) {
    const entries = ENTRIES.filter(({ code }) => fits(String(code.value)));
    if (!entries.length) continue;
    const isAlike = (entry: Entry): boolean => spelling(String(entry.code.value)) === bare;
    const alike = ENTRIES.filter((entry) => isAlike(entry) && !entries.includes(entry));
    return { entries: outcomesFirst(entries), alike, how };
  }
  return null;
}

function outcomesFirst(entries: readonly Entry[]): readonly Entry[] {
  const isOutcome = ({ code }: Entry): boolean => (code.contexts?.[0] ?? code).behavior !== undefined;
  return [...entries.filter(isOutcome), ...entries.filter((entry) => !isOutcome(entry))];
}

/** Returns what a code means: one answer, or one for each of its meanings, the default one first. */
export function meaningsOf({ provider, vocabulary, code }: Entry): readonly Classification[] {
  const usual = classify(provider.id, code.value, { vocabulary });
  const others = (code.contexts ?? []).filter(({ id }) => id !== usual.context);
  return [usual, ...others.map(({ id }) => meant(provider, vocabulary, code, id))];
}

/** Asks the package what a code means where this is its default meaning. */
function meant(provider: ProviderRules, vocabulary: Vocabulary, code: CodeRules, context: string): Classification {
  const only = provider.vocabularies
    .filter(({ id }) => id === vocabulary)
    .map((item) => ({ ...item, codes: [{ ...code, default_context: context }] }));
  const { classify: ask } = createReader([{ ...provider, vocabularies: only, payloads: [] }]);
  return ask(provider.id, code.value, { vocabulary });
}

/** Returns what the package answers where nothing tells which of several codes it is. */
export function headOf(entries: readonly Entry[]): Classification {
  const first = entries[0]!;
  const { value } = first.code;
  const providers = new Set(entries.map(({ provider }) => provider.id));
  if (entries.length === 1) return classify(first.provider.id, value, { vocabulary: first.vocabulary });
  const head = providers.size > 1 ? decode(value).head : null;
  return head ?? classify(first.provider.id, value);
}

/** Finds the entry of a classification; none for what is not listed. */
export function entryOf({ provider, vocabulary, raw, known }: Classification): Entry | undefined {
  if (!known) return undefined;
  return ENTRIES.find(
    (item) => item.provider.id === provider && item.vocabulary === vocabulary && item.code.value === raw,
  );
}

/** Returns what each provider's rules make of a value that none lists: a guess by the beginning of it. */
export function guesses(text: string): readonly Classification[] {
  return RULES.map(({ id }) => classify(id, text)).filter(({ matched_by }) => matched_by === "prefix");
}

/** Returns the name of a provider. */
export function nameOf(provider: string | null): string {
  return RULES.find(({ id }) => id === provider)?.name ?? provider ?? "";
}
