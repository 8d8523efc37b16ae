import type { BehaviorRules, CodeRules, ContextRules, MeaningRules, ProviderCodes } from "./rulebook.js";

/**
 * What each of some rows has: itself, or a letter that says which of some values; null, and the letter before that of the
 * first value, where a row has nothing. Columns are written since gzip finds more in common in them than in rows.
 */
type Column = readonly unknown[] | { readonly of: readonly unknown[]; readonly is: string };
type Columns = Readonly<Record<string, Column>>;
type Row = Record<string, unknown>;

/** The codes of a provider as they are written. */
export interface PackedCodes extends Pick<ProviderCodes, "id" | "name" | "operations" | "sources"> {
  /** Each with the number of its codes. */
  readonly vocabularies: readonly (Omit<ProviderCodes["vocabularies"][number], "codes"> & { readonly codes: number })[];
  /** Each code, followed by its several meanings, which have an id. */
  readonly meanings: Columns;
  readonly behaviors: Columns;
}

/** What a behavior has where its row has nothing. */
const USUAL = {
  situation: null,
  unattended_retry: false,
  challenge: null,
  partial: false,
  wait: null,
  scope: null,
  suspension_risk: false,
};
const BEFORE_LETTERS = 36;

/** Makes rows of the columns. */
export function unpacked({ vocabularies, meanings, behaviors, ...rest }: PackedCodes): ProviderCodes {
  const codes = codesIn(rowsOf(meanings));
  return {
    ...rest,
    behaviors: rowsOf(behaviors).map((row) => ({ ...USUAL, ...row }) as unknown as BehaviorRules),
    vocabularies: vocabularies.map((list) => ({ ...list, codes: codes.splice(0, list.codes) })),
  };
}

function rowsOf(columns: Columns): readonly Row[] {
  const rows: Row[] = [];
  for (const [key, column] of Object.entries(columns))
    cellsOf(column).forEach((cell, at) => {
      const row = (rows[at] ??= {});
      if ((cell ?? null) !== null) row[key] = cell;
    });
  return rows;
}

function cellsOf(column: Column): readonly unknown[] {
  if (!("is" in column)) return column;
  return Array.from(column.is, (letter) => column.of[letter.charCodeAt(0) - BEFORE_LETTERS]);
}

function codesIn(rows: readonly Row[]): CodeRules[] {
  const codes: (Omit<CodeRules, "contexts"> & { contexts?: ContextRules[] })[] = [];
  for (const row of rows as unknown as readonly (MeaningRules & Partial<CodeRules & ContextRules>)[])
    if (row.id) (codes[codes.length - 1]!.contexts ??= []).push(row as ContextRules);
    else codes.push(named(row as CodeRules));
  return codes;
}

/** Gives a code its name where that is not the value: the one that most have, unless it is written down. */
function named({ name, ...code }: CodeRules): Omit<CodeRules, "contexts"> {
  const known = name ?? usualName(code.value);
  return known === code.value ? code : { ...code, name: known };
}

/** `item.errorCode` -> `ITEM_ERROR_CODE`. */
function usualName(value: string | number): string {
  const spaced = String(value).replace(/([a-z\d])([A-Z])/g, "$1_$2");
  return spaced.toUpperCase().replace(/[^A-Z\d]+/g, "_");
}
