import type { CodeBook, Listing } from "./book.js";
import { findAll, findIn, hasMessage, trimmed } from "./book.js";
import type { Acts, Answer, Classification, Classify, ClassifyOptions } from "./classification.js";
import { completed, NO_OUTCOME } from "./classification.js";
import type { Operations } from "./operation.js";
import type { BehaviorRules, ContextRules, Fallbacks, MeaningRules, OperatingRules } from "./rulebook.js";
import { integerOf, isArray, optionsOf, own, textOf, wordOf } from "./safely.js";
import type { Operation } from "./taxonomy.js";
import { isCode } from "./values.js";
import type { MatchedBy } from "./words.js";

interface Query {
  readonly provider: string | null;
  readonly vocabulary: string | null;
  readonly raw: unknown;
  readonly message: string | null;
  readonly http_status: number | null;
  readonly operation: Operation | null;
  /** The ids of the contexts of which the payload shows a sign. */
  readonly told: readonly string[];
  /** The object that the code is in. */
  readonly beside: unknown;
}

/** A listed value with the one of its meanings that is meant. */
interface Meaning {
  readonly listing: Listing;
  readonly says: MeaningRules;
  readonly context: string | null;
  /** Whether something distinguished it from other meanings. */
  readonly told: boolean;
}

/** What it needs of the rules for all providers. */
type Core = Fallbacks & Pick<OperatingRules, "operations">;

/** Makes `classify` from the rules; `find` gives the index of a provider, if there is one of this id. */
export function classifier(
  core: Core,
  find: (provider: unknown) => CodeBook | undefined,
  { during }: Operations,
): Classify {
  const answer = (book: CodeBook | undefined, query: Query): Classification => {
    const found = (book && inBook(book, query)) ?? byAnyStatus(core, query) ?? unknown(core);
    const { provider, vocabulary } = query;
    const asked = { provider, vocabulary, ...found, unattended_if_read: found.unattended_retry };
    return completed(query, during(asked, query.operation));
  };
  return (provider, code, options) => {
    const book = find(provider);
    const query = queryOf(core, book, provider, code, options);
    return book && isPlain(book, query) ? remembered(book, query, answer) : answer(book, query);
  };
}

function queryOf(
  core: Core,
  book: CodeBook | undefined,
  provider: unknown,
  raw: unknown,
  options: ClassifyOptions | undefined,
): Query {
  const { vocabulary, message, http_status, operation, told, beside } = optionsOf<Told>(options, readOptions);
  return {
    provider: textOf(provider),
    vocabulary: localId(book, provider, textOf(vocabulary) || null),
    raw,
    message: trimmed(textOf(message) ?? "") || null,
    http_status: integerOf(http_status),
    operation: operation ? wordOf(core.operations, operation) : null,
    told: isArray(told) ? told : [],
    beside,
  };
}

/** What `decode` passes besides. */
type Told = ClassifyOptions & { readonly told?: readonly string[] };

function readOptions({ vocabulary, message, http_status, operation, told, beside }: Told): Told {
  return { vocabulary, message, http_status, operation, told: told ?? [], beside };
}

function localId(book: CodeBook | undefined, provider: unknown, vocabulary: string | null): string | null {
  if (vocabulary === null || typeof provider !== "string" || book?.lists.has(vocabulary)) return vocabulary;
  const prefix = `${provider}:`;
  return vocabulary.startsWith(prefix) ? vocabulary.slice(prefix.length) : vocabulary;
}

/** Whether the code alone decides: nothing else was passed, or the vocabulary lists it with one meaning. */
function isPlain(book: CodeBook, query: Query): boolean {
  const { vocabulary, raw, message, http_status, operation, told, beside } = query;
  if (operation || told.length) return false;
  if (message === null && http_status === null && (beside ?? null) === null) return true;
  const named = findIn(book, vocabulary, raw);
  return named !== undefined && !named.code.contexts;
}

/** Answers from memory; only what is listed is kept there, so it cannot grow with what is asked. */
function remembered(
  book: CodeBook,
  query: Query,
  answer: (book: CodeBook, query: Query) => Classification,
): Classification {
  const { vocabulary, raw } = query;
  const known = book.answers.get(vocabulary ?? "")?.get(raw);
  if (known && Object.is(known.raw, raw)) return known;
  const fresh = answer(book, query);
  if (fresh.known && (!vocabulary || book.lists.has(vocabulary))) {
    const answers = book.answers.get(vocabulary ?? "") ?? new Map<unknown, Classification>();
    book.answers.set(vocabulary ?? "", answers.set(raw, fresh));
  }
  return fresh;
}

function inBook(book: CodeBook, query: Query): Answer | null {
  const listed = byAbsence(book, query) ?? byValue(book, query);
  return listed ?? byMessage(book, query) ?? byPrefix(book, query) ?? byOwnStatus(book, query);
}

function byAbsence(book: CodeBook, { vocabulary, raw, http_status }: Query): Answer | null {
  const says = book.absent.get(vocabulary ?? "");
  const alone = raw === "" && http_status === null; // as a table of codes has it
  if (alone && book.lists.get(vocabulary ?? "")?.has("")) return null;
  if ((raw ?? "") !== "" || !says || !(alone || says.http?.includes(http_status!))) return null;
  const page = `${book.rules.id}/${vocabulary}/index`;
  const found = told(book, says);
  const confidence = alone && found.category !== null ? "L" : found.confidence;
  return { ...found, confidence, known: true, matched_by: "absent", page };
}

function byValue(book: CodeBook, query: Query): Answer | null {
  const named = findIn(book, query.vocabulary, query.raw);
  if (named) return listed(book, meaningOf(named, query), "vocabulary");
  // The same number in another list is chance.
  if (typeof query.raw === "number" && book.lists.has(query.vocabulary ?? "")) return null;
  const meanings = narrowed(findAll(book, query.raw), query).map((item) => meaningOf(item, query));
  if (!meanings.length) return null;
  const first = listed(book, meanings[0]!, "code");
  if (!areAlike(book, meanings))
    return {
      ...first,
      confidence: first.confidence && "L",
      unattended_retry: false,
      candidates: meanings.map(({ listing }) => idOf(book, listing)),
    };
  return query.vocabulary === null ? first : { ...first, confidence: first.confidence && "L" };
}

/** Leaves out the listings that do not name what was passed, where others do. */
function narrowed(listings: readonly Listing[], { message, http_status }: Query): readonly Listing[] {
  const names = (applies: (says: MeaningRules) => boolean | undefined) => (listing: Listing) =>
    [listing.code, ...(listing.code.contexts ?? [])].some(applies);
  const withMessage = message === null ? [] : listings.filter(names((says) => hasMessage(says, message)));
  const left = withMessage.length ? withMessage : listings;
  const withStatus =
    http_status === null ? [] : left.filter(names((says) => says.http?.includes(http_status)));
  return withStatus.length ? withStatus : left;
}

function meaningOf(listing: Listing, query: Query): Meaning {
  const { contexts = [], default_context } = listing.code;
  const context = toldApart(contexts, query);
  const meant = context ?? contexts.find(({ id }) => id === default_context);
  return { listing, says: meant ?? listing.code, context: meant?.id ?? null, told: context !== undefined };
}

function toldApart(
  contexts: readonly ContextRules[],
  { message, operation, http_status, told, beside }: Query,
): ContextRules | undefined {
  const asked = [
    message !== null && ((item: ContextRules) => hasMessage(item, message)),
    (item: ContextRules) => told.includes(item.id) || hasSign(item, message, beside),
    operation && ((item: ContextRules) => item.operations?.includes(operation)),
    http_status !== null && ((item: ContextRules) => item.http?.includes(http_status)),
  ];
  for (const applies of asked) {
    const named = applies ? contexts.filter(applies) : [];
    if (named.length === 1) return named[0];
  }
  return undefined;
}

function hasSign({ signs = [] }: ContextRules, message: string | null, holder: unknown): boolean {
  return signs.some(({ message_contains: part, beside, equals }) => {
    if (beside === undefined) return part !== undefined && message !== null && message.includes(part);
    const value = own(holder, beside);
    return equals === undefined ? value !== undefined : value === equals;
  });
}

function listed(book: CodeBook, { listing, says, context, told: isTold }: Meaning, rung: MatchedBy): Answer {
  const { vocabulary, code } = listing;
  const operation = code.names_operation;
  return {
    ...told(book, says),
    ...(operation && { operation }),
    known: true,
    matched_by: isTold ? "context" : rung,
    vocabulary,
    id: idOf(book, listing),
    context,
    page: `${book.rules.id}/${vocabulary}/${code.name ?? code.value}`,
  };
}

/** What a meaning says, whichever value it belongs to. */
function told(book: CodeBook, says: MeaningRules): Acts & Partial<Answer> {
  return {
    ...NO_OUTCOME,
    ...behaviorOf(book, says),
    summary: says.summary,
    flags: says.flags ?? [],
    docs_url: book.rules.sources[says.source ?? -1] ?? null,
  };
}

function behaviorOf(book: CodeBook, says: MeaningRules | undefined): BehaviorRules | undefined {
  return book.rules.behaviors[says?.behavior ?? -1];
}

function idOf(book: CodeBook, { vocabulary, code }: Listing): string {
  return `${book.rules.id}:${vocabulary}#${code.name ?? code.value}`;
}

function kindOf(book: CodeBook, says: MeaningRules): string | undefined {
  return book.kinds[says.behavior ?? -1];
}

function areAlike(book: CodeBook, meanings: readonly Meaning[]): boolean {
  return meanings.every(({ says }) => kindOf(book, says) === kindOf(book, meanings[0]!.says));
}

function byMessage(book: CodeBook, { message }: Query): Answer | null {
  if (message === null) return null;
  const found: Meaning[] = [];
  for (const list of book.lists.values())
    for (const listing of list.values())
      for (const says of [listing.code, ...(listing.code.contexts ?? [])])
        if (says.behavior !== undefined && hasMessage(says, message))
          found.push({ listing, says, context: null, told: false });
  return guessed(book, found, "message");
}

function byPrefix(book: CodeBook, query: Query): Answer | null {
  const { raw, vocabulary } = query;
  if (typeof raw !== "string") return null;
  for (let end = Math.min(raw.length - 1, book.longest); end > 0; end--) {
    if (raw[end] !== "." && raw[end] !== "_") continue;
    const value = raw.slice(0, end);
    const listings = book.byValue.get(value);
    if (!listings || !/[._]/.test(value)) continue;
    const named = book.lists.get(vocabulary ?? "")?.get(value);
    const meanings = (named ? [named] : narrowed(listings, query)).map((item) => meaningOf(item, query));
    return guessed(book, meanings, "prefix");
  }
  return null;
}

/** Takes over the behavior on which all agree; a success is never guessed. */
function guessed(book: CodeBook, meanings: readonly Meaning[], rung: MatchedBy): Answer | null {
  const behavior = behaviorOf(book, meanings[0]?.says);
  if (!behavior || behavior.phase === "success" || !areAlike(book, meanings)) return null;
  const candidates = [...new Set(meanings.map(({ listing }) => idOf(book, listing)))];
  return { ...guess(behavior, rung), candidates };
}

function guess(behavior: BehaviorRules, rung: MatchedBy): Answer {
  return { ...NO_OUTCOME, ...behavior, matched_by: rung, confidence: "L" };
}

/** What the status means at this provider where no code is known. */
function byOwnStatus(book: CodeBook, query: Query): Answer | null {
  const { http_status } = query;
  if (http_status === null) return null;
  const found: Meaning[] = [];
  for (const list of book.lists.values())
    for (const listing of list.values())
      if (listing.code.alone?.includes(http_status)) found.push(meaningOf(listing, query));
  const absent = [...book.absent.values()].find(({ alone }) => alone?.includes(http_status));
  const behavior = behaviorOf(book, absent);
  const answer = guessed(book, found, "http_status") ?? (behavior ? guess(behavior, "http_status") : null);
  return answer && { ...answer, operation: "generic" }; // any call has a status
}

function byAnyStatus(core: Core, { http_status, raw }: Query): Answer | null {
  if (http_status === null) return null;
  const fallback = core.http_fallbacks.find(({ first, last }) => first <= http_status && http_status <= last);
  if (!fallback || fallback.behavior.phase === "success") return null;
  // A code that is not listed may be an error, whatever the status says.
  if (fallback.behavior.phase !== "failure" && isCode(raw)) return null;
  return guess(fallback.behavior, "http_status");
}

function unknown(core: Core): Answer {
  return { ...NO_OUTCOME, ...core.unlisted, category: "unknown", matched_by: "none" };
}
