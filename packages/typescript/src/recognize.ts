import type { Book } from "./book.js";
import type { PayloadRules } from "./rulebook.js";
import { isArray, keysOf } from "./safely.js";
import { isCode, valuesAt } from "./values.js";

/** A payload that an object may be. */
export interface Candidate {
  readonly book: Book;
  readonly payload: PayloadRules;
  /** How many of its signs hold. */
  readonly signs: number;
}

/** Finds the payload with the highest score, which is compared part by part; the first of equals. */
export function likeliest(books: readonly Book[], data: object): Candidate | undefined {
  const keys = new Set(isArray(data) ? [] : keysOf(data));
  const parts: readonly ((candidate: Candidate) => number)[] = [
    ({ payload }) => 2 * payload.fields.filter((field) => keys.has(field)).length - keys.size,
    (candidate) => listedIn(candidate, data),
    ({ signs }) => signs,
    ({ payload }) => -payload.fields.length,
  ];
  let left = books.flatMap((book) => candidates(book, keys, data));
  for (const part of parts) if (left.length > 1) left = highest(left, part);
  return left[0];
}

/** Returns the payloads that have a sign which holds, in the order of the spec. */
function candidates(book: Book, keys: ReadonlySet<string>, data: object): readonly Candidate[] {
  const near = new Set<number>();
  for (const [field, numbers] of book.signposts)
    if (keys.has(field)) for (const number of numbers) near.add(number);
  return [...near]
    .sort((left, right) => left - right)
    .map((number) => {
      const payload = book.rules.payloads[number]!;
      return { book, payload, signs: payload.signs.filter((sign) => holds(sign, data)).length };
    })
    .filter(({ signs }) => signs);
}

function holds({ path, equals }: PayloadRules["signs"][number], data: object): boolean {
  return valuesAt(data, path).some(({ value }) => equals === undefined || value === equals);
}

/** Counts the coded values that their vocabularies list. */
function listedIn({ book, payload }: Candidate, data: object): number {
  const counts = payload.codes.map(
    ({ path, vocabularies }) =>
      valuesAt(data, path).filter(({ value }) => isCode(value) && listing(book, vocabularies, value)).length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function highest<T>(items: readonly T[], score: (item: T) => number): T[] {
  const scores = items.map(score);
  const most = Math.max(...scores);
  return items.filter((_, index) => scores[index] === most);
}

/** Returns the first of some vocabularies that lists a value. */
export function listing(book: Book, vocabularies: readonly string[], value: unknown): string | undefined {
  return vocabularies.find((vocabulary) => book.lists.get(vocabulary)?.has(value));
}
