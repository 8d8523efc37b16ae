// What the box knows, in few bytes: `site/bundle.mjs` packs it, the page unpacks it. Texts of one kind are side by
// side, where compression finds most in common; what the box never shows is left out.

import type { BehaviorRules, CodeRules, ContextRules, MeaningRules, ProviderRules } from "linkcodes/rulebook";
import type { BoxTexts, Voices } from "site-data/home.json";

type Row = Readonly<Record<string, unknown>>;

/** What each of some rows has; where most have what the one before has, only the changes and the steps between these. */
type Column = readonly unknown[] | { readonly rows: number; readonly steps: readonly number[]; readonly values: readonly unknown[] };

/** By key, what each of some rows has there. */
type Columns = Readonly<Record<string, Column>>;

/** A provider: what is listed is below `meanings`, what it means below `behaviors`. */
interface PackedProvider {
  readonly kept: Row;
  /** Each with the number of its codes. */
  readonly vocabularies: readonly (Row & { readonly codes: number; readonly absent?: Row })[];
}

/** How many of the rows may change a column that is written as its changes. */
const MOST_CHANGES = 0.6;

/** All data of the box. */
export interface Packed {
  readonly providers: readonly PackedProvider[];
  readonly behaviors: Columns;
  /** Each code, followed by its several meanings; null where one has nothing. */
  readonly meanings: Columns;
  /** The number of the texts for people and the label of each of the same rows, where it has some of its own. */
  readonly voice: Column;
  readonly labels: Column;
  /** What people read, by kind of text. */
  readonly voices: Columns;
  readonly texts: Omit<BoxTexts, "voices">;
}

/** Packs the rules of all providers, and the texts. */
export function packed(all: readonly ProviderRules[], { voices, ...texts }: BoxTexts): Packed {
  const keys = all.flatMap(keysOf);
  const behaviors = new Set(all.flatMap((rules) => rules.behaviors.map(written)).sort());
  const packs = all.map((rules) => packedProvider(rules, numberer(rules, [...behaviors])));
  return {
    providers: packs.map(([provider]) => provider),
    behaviors: columnsOf([...behaviors].map((text) => JSON.parse(text) as Row)),
    meanings: columnsOf(packs.flatMap(([, meanings]) => meanings)),
    voice: columnOf(keys.map((key) => texts.voice[key] ?? null)),
    labels: columnOf(keys.map((key) => texts.meanings[key] ?? null)),
    voices: columnsOf(voices),
    texts: { ...texts, voice: without(texts.voice, keys), meanings: without(texts.meanings, keys) },
  };
}

/** Writes a behavior with its situation first, so that those with most in common are neighbors. */
function written({ situation, ...rest }: BehaviorRules): string {
  return JSON.stringify({ situation, ...rest });
}

/** Makes what puts the number of its behavior into a meaning. */
function numberer(rules: ProviderRules, behaviors: readonly string[]): (says: MeaningRules) => Row {
  return ({ source: _, behavior, ...rest }) =>
    behavior === undefined
      ? rest
      : { ...rest, behavior: behaviors.indexOf(written(rules.behaviors[behavior]!)) };
}

function packedProvider(
  { behaviors: _, sources: __, fits: ___, vocabularies, ...kept }: ProviderRules,
  numbered: (says: MeaningRules) => Row,
): readonly [PackedProvider, readonly Row[]] {
  const counted = vocabularies.map(({ absent, codes, ...rest }) => ({
    ...rest,
    ...(absent && { absent: numbered(absent) }),
    codes: codes.length,
  }));
  const meanings = vocabularies.flatMap(({ codes }) => codes).flatMap(meaningsIn);
  return [{ kept, vocabularies: counted }, meanings.map(numbered)];
}

/** Returns a code and its several meanings as rows. */
function meaningsIn({ contexts = [], name, ...code }: CodeRules): readonly MeaningRules[] {
  const known = name ?? code.value;
  const own = known === usualName(code.value) ? {} : { name: known };
  return [{ ...code, ...own, ...(contexts.length > 0 && { contexts: contexts.length }) }, ...contexts];
}

/** Returns the name that most values have, which is not written down. */
function usualName(value: string | number): string {
  const spaced = String(value).replace(/([a-z\d])([A-Z])/g, "$1_$2");
  return spaced.toUpperCase().replace(/[^A-Z\d]+/g, "_");
}

/** Returns the `code id/meaning` of each row of a provider. */
function keysOf({ id, vocabularies }: ProviderRules): readonly string[] {
  return vocabularies.flatMap((vocabulary) =>
    vocabulary.codes.flatMap(({ name, value, contexts = [] }) =>
      ["", ...contexts.map((context) => context.id)].map((part) => `${id}:${vocabulary.id}#${name ?? value}/${part}`),
    ),
  );
}

function without<Value>(values: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> {
  const left = { ...values };
  for (const key of keys) delete left[key];
  return left;
}

function columnsOf(rows: readonly object[]): Columns {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(keys.map((key) => [key, columnOf(rows.map((row) => (row as Row)[key] ?? null))]));
}

function columnOf(all: readonly unknown[]): Column {
  const texts = all.map((value) => JSON.stringify(value));
  const changes = [...all.keys()].filter((at) => texts[at] !== (texts[at - 1] ?? "null"));
  if (changes.length > all.length * MOST_CHANGES) return all;
  const steps = changes.map((at, number) => at - (changes[number - 1] ?? 0));
  return { rows: all.length, steps, values: changes.map((at) => all[at]) };
}

function valuesIn<Value>(column: Column): readonly Value[] {
  if (!("steps" in column)) return column as readonly Value[];
  const { rows, steps, values } = column;
  const all: unknown[] = Array(rows).fill(null);
  let at = 0;
  steps.forEach((step, number) => {
    at += step;
    all.fill(values[number], at, at + (steps[number + 1] ?? rows));
  });
  return all as readonly Value[];
}

function rowsIn(columns: Columns): readonly Row[] {
  const lists = Object.entries(columns).map(([key, column]) => [key, valuesIn(column)] as const);
  const first = lists[0]?.[1] ?? [];
  return first.map((_, at) => Object.fromEntries(lists.map(([key, values]) => [key, values[at]])));
}

/** Unpacks the rules; `fits` has that function of each provider. */
export function rulesIn(packed: Packed, fits: readonly ProviderRules["fits"][]): readonly ProviderRules[] {
  const behaviors = rowsIn(packed.behaviors);
  const codes = codesIn(rowsIn(packed.meanings).map(whatItHas));
  return packed.providers.map(({ kept, vocabularies }, number) => {
    const lists = vocabularies.map(({ absent, ...list }) => ({
      ...list,
      ...(absent && { absent: whatItHas(absent) }),
      codes: codes.splice(0, list.codes),
    }));
    return { ...kept, behaviors, sources: [], vocabularies: lists, fits: fits[number] } as unknown as ProviderRules;
  });
}

/** Returns a row without what it has not. */
function whatItHas(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/** Gives each code the meanings that follow it, and its name where that is not its value. */
function codesIn(rows: readonly Row[]): CodeRules[] {
  const codes: CodeRules[] = [];
  for (let at = 0; at < rows.length; at++) {
    const { contexts = 0, ...row } = rows[at] as unknown as Omit<CodeRules, "contexts"> & { contexts?: number };
    const { name = usualName(row.value), ...code } = row;
    const meanings = rows.slice(at + 1, at + 1 + contexts) as unknown as readonly ContextRules[];
    codes.push({ ...code, ...(name !== code.value && { name }), ...(contexts > 0 && { contexts: meanings }) });
    at += contexts;
  }
  return codes;
}

/** Unpacks the texts, with the help of the unpacked rules. */
export function textsIn({ texts, voice, labels, voices }: Packed, rules: readonly ProviderRules[]): BoxTexts {
  const keys = rules.flatMap(keysOf);
  return {
    ...texts,
    voices: rowsIn(voices) as unknown as readonly Voices[],
    voice: { ...texts.voice, ...chosen(keys, voice) },
    meanings: { ...texts.meanings, ...chosen(keys, labels) },
  };
}

function chosen<Value>(keys: readonly string[], column: Column): Record<string, Value> {
  const values = valuesIn<Value | null>(column);
  return Object.fromEntries(keys.flatMap((key, at) => (values[at] === null ? [] : [[key, values[at]!]])));
}
