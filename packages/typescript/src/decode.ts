import type { Book } from "./book.js";
import type { Classification } from "./classification.js";
import type { Found, Group, Reader } from "./conclude.js";
import { codesAtUnknownPlaces, conclude, eventIdIn, guesses, hasMore, headFirst, mostUrgent, sentencesIn } from "./conclude.js";
import type { Given, GivenOptions } from "./given.js";
import { booksOf, givenToRead, NOTHING } from "./given.js";
import type { Provider } from "./index.js";
import type { Judgment, Outcome, Parts } from "./outcome.js";
import { cautious, stepIn } from "./outcome.js";
import { hide } from "./hidden.js";
import { outlineOf } from "./outline.js";
import type { Match } from "./recognize.js";
import { listingOf, recognize } from "./recognize.js";
import type { Channel } from "./rulebook.js";
import { isArray, own } from "./safely.js";
import { saidIn } from "./said.js";
import { firstOf, isScalar, MAX_VALUES, sizeOf, valuesAt } from "./values.js";
import type { Certainty, Connection, ReadFrom, Unread, Verdict } from "./words.js";

/** What was recognized in an input. */
export interface Decoded {
  readonly source: ReadFrom;
  readonly provider: Provider | null;
  /** Local id of the payload; null for codes that came without one. */
  readonly payload: string | null;
  readonly channel: Channel | null;
  /** How sure that provider is; null where none is named. */
  readonly certainty: Certainty | null;
  /** Whether it was recognized and every code in it is listed. */
  readonly known: boolean;
  /** The classification to act on first. */
  readonly head: Classification | null;
  /** One for each code found: the head, then the others in the order of the payload. */
  readonly classifications: readonly Classification[];
  /** One for each item of a list, and for each object inside that has an outcome of its own. */
  readonly parts: readonly Decoded[];
  readonly verdict: Verdict;
  /** Where the user was, as the payload says it. */
  readonly step: string | null;
  /** Whether the payload reports success and a failure at once. */
  readonly contradictory: boolean;
  /** Why a part of it was not read; empty if all was. What is not read in full never counts as a success. */
  readonly unread: readonly Unread[];
  /** The provider's id of the event, by which a second delivery is known. */
  readonly event_id: string | number | null;
  /** When it happened, as the payload says it. */
  readonly time: string | number | null;
  /** When what works now will stop working, as the payload says it. */
  readonly ends_at: string | number | null;
  /** What the caller said about it. */
  readonly given: Given;
  /** What the connection is now, as the head says it. */
  readonly connection: Connection;
  /**
   * What was read: the payload, the parameters of a URL, the words found; else what came. Like `raw`, it is there by its
   * name only: `JSON.stringify`, `console.log` and `{ ...decoded }` leave it out. `withRaw` makes a copy that shows both.
   */
  readonly data: unknown;
  /** What came, untouched. */
  readonly raw: unknown;
}

const NO_PARTS: Parts = { outcome: null, detail: null, head: null, step: null };

/** What came, and what is known about it. */
export interface Input {
  readonly source: ReadFrom;
  readonly data: unknown;
  readonly raw: unknown;
  readonly given: Given;
}

type Part = {
  readonly [Name in Exclude<keyof Decoded, "head" | "verdict" | "step" | "contradictory" | keyof Input>]?: Decoded[Name] | undefined;
};

/** The fields in which answers have lists of what was asked for. */
const LISTS = ["results", "data", "content"];
const LISTS_IN_LISTS = 2;
const READ: readonly Unread[] = [];
/** What may be left out of a list, in the order of the words. */
const LEFT_OUT: readonly Unread[] = ["too_many", "too_deep", "unrecognized"];

/** Outcomes by what was decoded for them, so that results may be passed on in place of their inputs. */
const OUTCOMES = /* @__PURE__ */ new WeakMap<object, Outcome>();

/** Reads an input, with what is known about it. */
export type ReadInput = (reader: Reader, raw: unknown, given: Given) => Decoded;

/** Reads an input and judges how the attempt ended. */
export function outcomeOf(reader: Reader, read: ReadInput, input: unknown, options?: GivenOptions): Outcome {
  const before = outcomeBefore(input);
  if (before) return before;
  return OUTCOMES.get(read(reader, input, givenToRead(reader.books(), reader.core, options)))!;
}

function outcomeBefore(input: unknown): Outcome | undefined {
  if (typeof input !== "object" || !input) return undefined;
  return OUTCOMES.get(input) ?? OUTCOMES.get(own(input, "decoded") as object);
}

/** Reads the JSON of a body, once it was parsed, and nothing else. */
export function readBody(reader: Reader, raw: unknown, given: Given): Decoded {
  if (typeof raw !== "object" || !raw || ArrayBuffer.isView(raw)) return ofNothing(reader, raw, given);
  return ofData(reader, { source: "payload", data: raw, raw, given });
}

/** Returns what is known when nothing: whose it is, and what the HTTP status says. */
export function ofNothing(reader: Reader, raw: unknown, given: Given, unread?: readonly Unread[]): Decoded {
  const provider = bookSaid(reader, given)?.rules.id ?? null;
  return unrecognized(reader, { source: "none", data: raw, raw, given }, { provider, unread });
}

/** Returns the rules of the provider that the caller names. */
export function bookSaid(reader: Reader, given: Given): Book | undefined {
  return given.provider === null ? undefined : booksOf(reader.books(), given)[0];
}

/** Reads what was parsed, which runs no code of others, so that its outline may be looked at. */
export function ofJson(reader: Reader, input: Input & { readonly data: object }): Decoded {
  const { answers, mentions } = reader.memory;
  const outline = outlineOf(input.data, input.given, mentions());
  const known = outline === null ? undefined : answers.get(outline);
  return known ? copied(input, known) : ofData(reader, input, 0, outline);
}

const MAX_ANSWERS = 1_000;

function remember({ answers }: Reader["memory"], outline: string, found: Found): void {
  if (answers.size >= MAX_ANSWERS) answers.clear();
  answers.set(outline, found);
}

export function ofData(reader: Reader, input: Input & { readonly data: object }, depth = 0, outline: string | null = null): Decoded {
  const { data, given } = input;
  const match = recognize(reader.core.recognition, reader.books(), data, given);
  const items = itemsOf(reader, data, match, given, depth);
  if (match) return ofMatch(reader, input, match, items, outline);
  const { parts, unread } = items;
  if (parts.length) return ofList(reader, input, items);
  const book = bookSaid(reader, given);
  if (!book) return unrecognized(reader, input, { provider: null, unread });
  const inside = codesAtUnknownPlaces(data, null, book).map(({ value: { path, vocabularies, value, holder } }) => {
    const listing = listingOf(book, vocabularies, value);
    const beside = listing?.code.contexts ? (holder as object) : null;
    const asked = { vocabulary: listing?.vocabulary, operation: given.operation, beside };
    return { path, classification: reader.classify(book.rules.id, value, asked) };
  });
  const of = (isTop: boolean) =>
    inside.filter(({ path }) => (path.length === 1) === isTop).map((each) => each.classification);
  const codes = inside.length ? of(true) : saidIn(reader, sentencesIn(data), book, given.operation);
  return unrecognized(reader, input, { provider: book.rules.id, codes, deeper: of(false), unread });
}

/** What was found where no payload was recognized. */
interface Heard {
  readonly provider: Provider | null;
  readonly codes?: readonly Classification[];
  /** Codes about a part of it, which decide nothing. */
  readonly deeper?: readonly Classification[];
  readonly unread?: readonly Unread[] | undefined;
}

/** Returns codes that came without a payload, else what the HTTP status alone says. */
export function unrecognized(
  reader: Reader,
  input: Input,
  { provider, codes = [], deeper = [], unread }: Heard,
): Decoded {
  const { given } = input;
  const isHeard = codes.length + deeper.length > 0;
  const mayGuess = given.http_status !== null && (given.provider === null || given.provider === provider);
  const found = !codes.length && mayGuess ? guesses(reader, provider, given) : codes;
  const isSaid = given.provider !== null && provider !== null;
  const certainty = isSaid ? "certain" : provider !== null && isHeard ? "likely" : null;
  const judged = cautious(reader.judge({ ...NO_PARTS, head: reader.headOf(found) }), unread);
  const known = isHeard && [...found, ...deeper].every((item) => item.known);
  const classifications = [...headFirst(judged.head, found), ...deeper];
  return finished(input, { provider, certainty, known, classifications, unread }, judged);
}

function ofMatch(
  reader: Reader,
  input: Input & { readonly data: object },
  match: Match,
  { parts: items, unread: left }: Items,
  outline: string | null,
): Decoded {
  const { book, payload } = match;
  const { data, given } = input;
  const unread = hasMore(data, payload) ? inOrder([...left, "too_many"]) : left;
  const extra = items.length ? [] : codesAtUnknownPlaces(data, payload, book);
  const { found, judged, groups, isByOutline } = conclude(reader, match, extra, data, given);
  const together = items.length ? mostUrgent(reader, [judged, ...items.map(judgedBefore)]) : judged;
  const whole = cautious(together, unread);
  const all = [...found, ...items.flatMap(({ classifications }) => classifications)];
  const known = all.every(({ known }) => known);
  const answer = { match, known, classifications: headFirst(whole.head, all), judged: whole };
  const parts = [...items, ...groups.map((group) => inside(group, match, data))];
  if (outline !== null && isByOutline && !parts.length && !unread.length) remember(reader.memory, outline, answer);
  return copied(input, answer, parts, unread, connectionOf(reader, whole, parts));
}

function sentAs({ book, payload: { id, channel }, certainty }: Match): Part {
  return { provider: book.rules.id, payload: id, channel, certainty };
}

/** Puts an answer together with what is copied from the payload. */
function copied(
  input: Input & { readonly data: object },
  { match, known, classifications, judged }: Found,
  parts: readonly Decoded[] = [],
  unread?: readonly Unread[],
  connection?: Connection,
): Decoded {
  const { payload } = match;
  const part: Part = {
    ...sentAs(match),
    known,
    classifications,
    parts,
    unread,
    connection,
    event_id: eventIdIn(payload, input.data),
    time: firstOf(input.data, payload, "time", isScalar),
    ends_at: firstOf(input.data, payload, "ends_at", isScalar),
  };
  return finished(input, part, judged, judged.step ?? stepIn(payload, input.data));
}

/** Returns an object in a payload that has an outcome of its own. */
function inside({ above, found, judged }: Group, match: Match, data: object): Decoded {
  const raw = valuesAt(data, above)[0]?.value ?? null;
  const known = found.every(({ known }) => known);
  const part = { ...sentAs(match), known, classifications: headFirst(judged.head, found) };
  return finished({ source: "payload", data: raw, raw, given: NOTHING }, part, judged);
}

/** What the items of a list are, and why some were left out. */
interface Items {
  readonly parts: readonly Decoded[];
  readonly unread: readonly Unread[];
}

/** Returns what the items of a list are, if one of them at least is recognized. */
function itemsOf(reader: Reader, data: object, match: Match | null, given: Given, depth: number): Items {
  const list = listIn(data, match);
  const items = valuesAt(list, ["*"]).flatMap(({ value }) => (value === null ? [] : [value]));
  const readable = items.filter((item) => typeof item === "object");
  if (depth >= LISTS_IN_LISTS) return { parts: [], unread: readable.length ? ["too_deep"] : READ };
  const own: Given = match ? { ...NOTHING, provider: match.book.rules.id } : given;
  const known: Given = match || !isArray(data) ? { ...own, payload: null } : own;
  const read = (item: object, given: Given): Decoded =>
    ofData(reader, { source: "payload", data: item, raw: item, given }, depth + 1);
  const first = readable.map((item) => read(item as object, known));
  const owner = first.find((part) => isRecognized(part) && part.provider !== null)?.provider;
  if (owner === undefined) return { parts: [], unread: inOrder(first.flatMap(({ unread }) => unread)) };
  const parts = first.map((part) =>
    isRecognized(part) ? part : read(part.data as object, { ...known, provider: owner }),
  );
  return { parts, unread: leftOut(parts, items, list) };
}

export function isRecognized({ payload, parts }: Decoded): boolean {
  return payload !== null || parts.length > 0;
}

/** Returns why not all of a list was read. */
function leftOut(parts: readonly Decoded[], items: readonly unknown[], list: unknown): readonly Unread[] {
  const found = parts.flatMap(({ unread }) => unread);
  if (sizeOf(list) > MAX_VALUES) found.push("too_many");
  if (parts.length < items.length || !parts.every(isRecognized)) found.push("unrecognized");
  return inOrder(found);
}

function inOrder(found: readonly Unread[]): readonly Unread[] {
  return LEFT_OUT.filter((word) => found.includes(word));
}

/** Returns a list, or the first field that is one, has items and is not read otherwise. */
function listIn(data: object, match: Match | null): unknown {
  if (isArray(data)) return data;
  const read = new Set(match?.payload.codes.map(({ path }) => path[0]));
  const lists = LISTS.filter((name) => !read.has(name)).map((name) => own(data, name));
  return lists.find((list) => isArray(list) && sizeOf(list) > 0) ?? [];
}

/** Returns a list as a whole: its head is the most urgent of all items. */
function ofList(reader: Reader, input: Input, { parts, unread }: Items): Decoded {
  const judged = cautious(mostUrgent(reader, parts.map(judgedBefore)), unread);
  const found = parts.flatMap(({ classifications }) => classifications);
  const part = {
    provider: common(parts, "provider"),
    payload: common(parts, "payload"),
    channel: common(parts, "channel"),
    certainty: parts.every(({ certainty }) => certainty === "certain") ? "certain" : "likely",
    known: parts.every(({ known }) => known),
    classifications: headFirst(judged.head, found),
    parts,
    unread,
    connection: connectionOf(reader, judged, parts),
  } as const;
  return finished(input, part, judged);
}

/** Returns what a head says of the connection; nothing if it is over and a part says that another works. */
function connectionOf({ core }: Reader, { head }: Judgment, parts: readonly Decoded[]): Connection {
  const word = head?.connection ?? "unknown";
  const isOver = core.tables.outlives[word]?.includes("ok");
  return isOver && parts.some(({ connection }) => connection === "ok") ? "unknown" : word;
}

export function judgedBefore(item: Decoded): Judgment {
  return { ...item, because: OUTCOMES.get(item)!.because } as Judgment;
}

/** Returns what a field is in all items, of which there is one at least; null if they differ. */
export function common<T, N extends keyof T>(items: readonly T[], name: N): T[N] | null {
  const found = items[0]![name];
  return items.every((item) => item[name] === found) ? found : null;
}

/** Makes the result; field by field, which is many times as fast as spreading objects. */
export function finished(
  { source, data, raw, given }: Input,
  part: Part,
  judged: Judgment,
  step: string | null = judged.step,
): Decoded {
  const { verdict, because, contradictory, head } = judged;
  const shown: Omit<Decoded, "data" | "raw"> = {
    source,
    provider: part.provider ?? null,
    payload: part.payload ?? null,
    channel: part.channel ?? null,
    certainty: part.certainty ?? null,
    known: part.known ?? false,
    head,
    classifications: Object.freeze(part.classifications ?? []),
    parts: Object.freeze(part.parts ?? []),
    verdict,
    step,
    contradictory,
    unread: Object.freeze(part.unread ?? READ),
    event_id: part.event_id ?? null,
    time: part.time ?? null,
    ends_at: part.ends_at ?? null,
    given,
    connection: head ? (part.connection ?? head.connection) : "unknown",
  };
  hide(shown, "data", data);
  hide(shown, "raw", raw);
  const decoded = Object.freeze(shown) as Decoded;
  OUTCOMES.set(decoded, Object.freeze({ verdict, because, step, contradictory, decoded }) as Outcome);
  return decoded;
}
