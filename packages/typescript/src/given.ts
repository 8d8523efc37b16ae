import type { Book } from "./book.js";
import type { Provider } from "./index.js";
import { wordsIn } from "./reading.js";
import type { PayloadRules, PlanningRules } from "./rulebook.js";
import { integerOf, optionsOf, textOf, wordOf } from "./safely.js";
import type { Operation } from "./taxonomy.js";

/** What the caller knows besides the input; arguments of wrong types count as not given. */
export interface GivenOptions {
  /** Id of the provider that it is from. */
  readonly provider?: Provider | null | undefined;
  /** Id of the payload that it is, with or without its provider. */
  readonly payload?: string | null | undefined;
  /** The status of the HTTP response that it is from. */
  readonly http_status?: number | null | undefined;
  /** What was being done. */
  readonly operation?: Operation | null | undefined;
}

/** The same as it was understood; null where nothing usable was passed. A program without types may have passed other texts. */
export interface Given {
  readonly provider: Provider | null;
  readonly payload: string | null;
  readonly http_status: number | null;
  readonly operation: Operation | null;
  /** Names of what was passed and could not be used, such as an operation that is not listed. */
  readonly ignored: readonly string[];
}

/** Nothing is known. */
export const NOTHING: Given = /* @__PURE__ */ Object.freeze({
  provider: null,
  payload: null,
  http_status: null,
  operation: null,
  ignored: Object.freeze([]),
});

/** Reads what a caller knows; the full id of a payload names its provider, too. */
export function givenBy({ operations }: Pick<PlanningRules, "operations">, options: GivenOptions | undefined): Given {
  if (options === undefined) return NOTHING;
  const passed = optionsOf(options, readOptions);
  const { provider, payload, http_status, operation } = passed;
  const named = textOf(payload) || null;
  const colon = named?.indexOf(":") ?? -1;
  const known = {
    provider: (textOf(provider) || (colon > 0 ? named!.slice(0, colon) : null)) as Provider | null,
    payload: colon >= 0 ? named!.slice(colon + 1) : named,
    http_status: integerOf(http_status),
    operation: (textOf(operation) || null) as Operation | null,
  };
  const used = { ...known, operation: wordOf(operations, operation) };
  const lost = FIELDS.filter((name) => (passed[name] ?? null) !== null && used[name] === null);
  return Object.freeze({ ...known, ignored: Object.freeze(lost) });
}

/** Reads them for an input that is yet to be read: an id that is not listed is of no use. */
export function givenToRead(books: readonly Book[], core: Pick<PlanningRules, "operations">, options: GivenOptions | undefined): Given {
  const given = givenBy(core, options);
  if (given.provider === null && given.payload === null) return given;
  const passed = optionsOf(options, readOptions);
  const isListed = {
    provider: given.provider !== null && booksOf(books, given).length > 0,
    payload: payloadOf(books, given) !== null,
  };
  const unlisted = (["provider", "payload"] as const).filter((name) => (passed[name] ?? null) !== null && !isListed[name]);
  const lost = new Set<string>([...given.ignored, ...unlisted]);
  return lost.size ? Object.freeze({ ...given, ignored: Object.freeze(FIELDS.filter((name) => lost.has(name))) }) : given;
}

const FIELDS = ["provider", "payload", "http_status", "operation"] as const;

function readOptions({ provider, payload, http_status, operation }: GivenOptions): GivenOptions {
  return { provider, payload, http_status, operation };
}

/** Returns the rules of the providers that it may be from: none if no listed provider sends it. */
export function booksOf(books: readonly Book[], { provider }: Given): readonly Book[] {
  return provider === null ? books : books.filter(({ rules }) => rules.id === provider);
}

/** Returns the payload that was named, if one provider alone has it. */
export function payloadOf(books: readonly Book[], given: Given): { book: Book; payload: PayloadRules } | null {
  if (given.payload === null) return null;
  const found = booksOf(books, given).flatMap((book) =>
    book.rules.payloads.filter(({ id }) => id === given.payload).map((payload) => ({ book, payload })),
  );
  return found.length === 1 ? found[0]! : null;
}

/** Returns the codes among the words of a text; without a provider, only what no other API sends is one. */
export function tellingWords(books: readonly Book[], text: string, given: Given): readonly string[] {
  const among = booksOf(books, given);
  const isTelling = ({ telling, byValue }: Book, word: string): boolean =>
    (given.provider === null ? telling : byValue).has(word);
  return wordsIn(text).filter((word) => among.some((book) => isTelling(book, word)));
}
