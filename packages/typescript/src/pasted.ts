import type { Reader } from "./conclude.js";
import { bodiesIn } from "./containers.js";
import type { Decoded, Input } from "./decode.js";
import { bookSaid, common, finished, isRecognized, judgedBefore, ofData, ofJson, ofNothing, unrecognized } from "./decode.js";
import type { Given } from "./given.js";
import { booksOf, tellingWords } from "./given.js";
import { cautious } from "./outcome.js";
import { nearlyIn } from "./nearly.js";
import { heldBy, jsonIn, objectsIn, parametersIn, partsIn, textIn } from "./reading.js";
import { isArray } from "./safely.js";
import { saidIn } from "./said.js";
import type { Unread } from "./words.js";

const MAX_CODE = 200;

/** Reads anything: objects, JSON, bytes, URLs, codes, and texts that have one of these in them. */
export function readAnything(reader: Reader, raw: unknown, given: Given): Decoded {
  const held = typeof raw === "string" ? raw : typeof raw === "object" && raw ? heldBy(raw) : null;
  if (held === null && typeof raw === "object" && raw)
    return opened(reader, { source: "payload", data: raw, raw, given }, ofData);
  const text = held === null ? "" : textIn(held);
  return (text && readText(reader, text, raw, given, opened)) || ofNothing(reader, raw, given, text === null ? ["too_long"] : undefined);
}

/** What an input with an object or a list is read by. */
type ReadData = (reader: Reader, input: DataInput, read: typeof ofData) => Decoded;
type DataInput = Input & { readonly data: object };

const plainly: ReadData = (reader, input, read) => read(reader, input);

/** Returns what an object is or, where it says nothing itself, the body of the answer in it. */
function opened(reader: Reader, input: DataInput, read: typeof ofData): Decoded {
  const whole = read(reader, input);
  const { data, given } = input;
  if (stands(whole) || isArray(data)) return whole;
  let best = whole;
  let least = Infinity;
  for (const inner of bodies(reader, input)) {
    const rank = rankOf(inner);
    if (rank < least) [best, least] = [inner, rank];
  }
  const isGuessed = given.provider !== null && best.classifications.length > 0 && !(isKnown(whole) || isRecognized(whole));
  return least < Infinity && (stands(best) || isGuessed) ? best : whole;
}

/** Returns how little a body says: of several, the first that says most counts. */
function rankOf(part: Decoded): number {
  const heard = [stands(part), isKnown(part), isRecognized(part), part.classifications.length > 0, true];
  return heard.indexOf(true);
}

/** Whether it is recognized by more than codes that are not listed: such a one may hide others. */
function stands(part: Decoded): boolean {
  return isRecognized(part) && (!part.classifications.length || isKnown(part));
}

function isKnown({ classifications }: Decoded): boolean {
  return classifications.some(({ known }) => known);
}

/** Yields what the bodies in an object are; the status beside one counts, if the caller gives none. */
function* bodies(reader: Reader, { source, data: all, raw, given }: DataInput): Generator<Decoded> {
  for (const { value, httpStatus } of bodiesIn(all)) {
    const known: Given = Object.freeze({ ...given, http_status: given.http_status ?? httpStatus });
    const found =
      typeof value === "string"
        ? bodyText(reader, value, raw, known)
        : ofData(reader, { source, data: value, raw, given: known });
    const data = found && isRecognized(found) ? found.data : all; // what is new may be anywhere in it
    if (found) yield finished({ source, data, raw, given }, found, judgedBefore(found), found.step);
  }
}

/** Returns what a body that is a text says; it is opened no further, so that no input takes long. */
function bodyText(reader: Reader, text: string, raw: unknown, given: Given): Decoded | null {
  const found = readText(reader, text, raw, given, plainly);
  if (found || given.provider === null) return found;
  const provider = bookSaid(reader, given)?.rules.id ?? null;
  return unrecognized(reader, { source: "text", data: text, raw, given }, { provider });
}

function readText(reader: Reader, text: string, raw: unknown, given: Given, read: ReadData): Decoded | null {
  const json = jsonIn(text);
  if (json) return read(reader, { source: "json", data: json, raw, given }, ofJson);
  const parameters = parametersIn(text);
  if (parameters) return ofData(reader, { source: "url", data: parameters, raw, given });
  const isWord = text.length <= MAX_CODE && !/\s/.test(text);
  const found = isWord ? words(reader, [text], { source: "code", data: text, raw, given }) : null;
  return found ?? inText(reader, text, raw, given, read);
}

function inText(reader: Reader, text: string, raw: unknown, given: Given, read: ReadData): Decoded | null {
  for (const [data, end] of partsIn(text)) {
    // Nothing is known to follow the parameters of a URL, which are no answer.
    const found = (end < Infinity ? read : plainly)(reader, { source: "text", data, raw, given }, ofData);
    if (saysMost(reader, found, text)) return objectsIn(text.slice(end)).next().done ? found : withUnread(found, "more");
  }
  for (const { value, isCut } of nearlyIn(text)) {
    const found = read(reader, { source: "text", data: value, raw, given }, ofData);
    if (saysMost(reader, found, text)) return isCut ? withUnread(found, "cut_off") : found;
  }
  const listed = tellingWords(reader.books(), text, given);
  return words(reader, listed, { source: "text", data: listed, raw, given }) ?? message(reader, text, raw, given);
}

/** Whether a part of a text is recognized, and has a listed code where a word around it is one. */
function saysMost(reader: Reader, part: Decoded, text: string): boolean {
  return stands(part) || (isRecognized(part) && !tellingWords(reader.books(), text, part.given).length);
}

/** Returns what the messages say that the named provider sends, where there is no code. */
function message(reader: Reader, text: string, raw: unknown, given: Given): Decoded | null {
  const book = bookSaid(reader, given);
  const codes = book ? saidIn(reader, [text], book, given.operation) : [];
  if (!book || !codes.length) return null;
  return unrecognized(reader, { source: "text", data: text, raw, given }, { provider: book.rules.id, codes });
}

/** Returns what was read in a text of which something was not read. */
function withUnread(found: Decoded, why: Unread): Decoded {
  const unread: readonly Unread[] = [...found.unread, why];
  return finished(found, { ...found, unread }, cautious(judgedBefore(found), unread));
}

/** Classifies each word for each provider that lists it. */
function words(reader: Reader, found: readonly string[], input: Input): Decoded | null {
  const { operation, provider } = input.given;
  const among = booksOf(reader.books(), input.given);
  const listing = found.flatMap((word) =>
    among.filter((book) => book.byValue.has(word)).map((book) => ({ id: book.rules.id, word })),
  );
  if (!listing.length) return null;
  const classifications = listing.map(({ id, word }) => reader.classify(id, word, { operation }));
  const owner = provider ?? common(listing, "id");
  return unrecognized(reader, input, { provider: owner, codes: classifications });
}
