import type { Book } from "./book.js";
import type { Answer, Classification, Classify } from "./classification.js";
import { completed } from "./classification.js";
import type { Careful, Operations } from "./operation.js";
import type { Judgment, Outcome, Parts, Reading } from "./outcome.js";
import { decisive, stepIn } from "./outcome.js";
import { heldBy, jsonIn, objectsIn, parametersIn, textIn, urlsIn, wordsIn } from "./reading.js";
import type { Candidate } from "./recognize.js";
import { likeliest, listing } from "./recognize.js";
import type { Channel, Path, PayloadRules, Role } from "./rulebook.js";
import { own } from "./safely.js";
import { firstOf, isCode, isInteger, isScalar, isText, valuesAt } from "./values.js";
import type { Operation } from "./taxonomy.js";
import type { ReadFrom, Verdict } from "./words.js";

/** What was recognized in an input. */
export interface Decoded {
  readonly source: ReadFrom;
  readonly provider: string | null;
  /** Local id of the payload; null for codes that came without one. */
  readonly payload: string | null;
  readonly channel: Channel | null;
  /** Whether it was recognized and every code in it is listed. */
  readonly known: boolean;
  /** The classification to act on first. */
  readonly head: Classification | null;
  /** One for each code found: the head, then the others in the order of the payload. */
  readonly classifications: readonly Classification[];
  readonly verdict: Verdict;
  /** Where the user was, as the payload says it. */
  readonly step: string | null;
  /** The provider's id of the event, by which a second delivery is known. */
  readonly event_id: string | number | null;
  /** When it happened, as the payload says it. */
  readonly time: string | number | null;
  /** What was read: the payload, the parameters of a URL, the words found; else what came. */
  readonly data: unknown;
  /** What came, untouched. */
  readonly raw: unknown;
}

/** What reading needs: the rules of all, the index of each provider, and what is made from them. */
export interface Reader {
  readonly operations: Operations;
  readonly books: () => readonly Book[];
  readonly classify: Classify;
  readonly headOf: (among: readonly Classification[]) => Classification | null;
  readonly judge: (parts: Parts) => Judgment;
}

const NO_PARTS: Parts = { outcome: null, detail: null, head: null, step: null };

type Part = Pick<Decoded, "source" | "data"> & Partial<Omit<Decoded, "head">>;

const MAX_CODE = 200;

/** Outcomes by what was decoded for them, so that results may be passed on in place of their inputs. */
const OUTCOMES = /* @__PURE__ */ new WeakMap<object, Outcome>();

/** Reads anything and judges how the attempt ended. */
export function outcomeOf(reader: Reader, input: unknown): Outcome {
  if (typeof input === "string") return inAnyText(reader, input, input);
  if (typeof input !== "object" || !input) return unrecognized(reader, "none", input, input);
  const held = heldBy(input);
  if (held !== null) return inAnyText(reader, held, input);
  const before = OUTCOMES.get(input) ?? OUTCOMES.get(own(input, "decoded") as object);
  return before ?? recognized(reader, "payload", input, input) ?? unrecognized(reader, "payload", input, input);
}

function inAnyText(reader: Reader, held: object | string, raw: unknown): Outcome {
  const text = textIn(held);
  return (text && readText(reader, text, raw)) || unrecognized(reader, "none", raw, raw);
}

function readText(reader: Reader, text: string, raw: unknown): Outcome | null {
  const json = jsonIn(text);
  if (json) return recognized(reader, "json", json, raw) ?? unrecognized(reader, "json", json, raw);
  const parameters = parametersIn(text);
  if (parameters) return recognized(reader, "url", parameters, raw) ?? unrecognized(reader, "url", parameters, raw);
  const isWord = text.length <= MAX_CODE && !/\s/.test(text);
  const found = isWord ? words(reader, [text], { source: "code", data: text }, raw) : null;
  return found ?? inText(reader, text, raw);
}

function inText(reader: Reader, text: string, raw: unknown): Outcome | null {
  for (const json of objectsIn(text)) {
    const found = recognized(reader, "text", json, raw);
    if (found) return found;
  }
  for (const url of urlsIn(text)) {
    const parameters = parametersIn(url);
    const found = parameters && recognized(reader, "text", parameters, raw);
    if (found) return found;
  }
  const listed = wordsIn(text).filter((word) => reader.books().some((book) => book.byValue.has(word)));
  return words(reader, listed, { source: "text", data: listed }, raw);
}

/** Classifies each word for each provider that lists it. */
function words(reader: Reader, found: readonly string[], part: Part, raw: unknown): Outcome | null {
  const classifications = found.flatMap((word) =>
    reader
      .books()
      .filter((book) => book.byValue.has(word))
      .map((book) => reader.classify(book.rules.id, word)),
  );
  const head = reader.headOf(classifications);
  if (!head) return null;
  const sorted = headFirst(head, classifications);
  const recognizedAs = { provider: head.provider, known: true, classifications: sorted };
  return finished({ ...part, ...recognizedAs }, reader.judge({ ...NO_PARTS, head }), raw);
}

function unrecognized(reader: Reader, source: ReadFrom, data: unknown, raw: unknown): Outcome {
  return finished({ source, data }, reader.judge(NO_PARTS), raw);
}

function recognized(reader: Reader, source: ReadFrom, data: object, raw: unknown): Outcome | null {
  const found = likeliest(reader.books(), data);
  if (!found) return null;
  const { book, payload } = found;
  const readings = together(reader.operations, found, read(reader.classify, found, data));
  const absent = absentIn(reader.classify, found, data);
  const classifications = [...readings.map(({ classification }) => classification), ...absent];
  const among = (role: Role) => reader.headOf(decisive(payload, role, readings));
  const judged = reader.judge({
    outcome: among("outcome"),
    detail: among("detail"),
    head: reader.headOf(classifications),
    step: stepIn(payload, data),
  });
  const { head } = judged;
  return finished(
    {
      source,
      provider: book.rules.id,
      payload: payload.id,
      channel: payload.channel,
      known: classifications.every(({ known }) => known),
      classifications: head ? headFirst(head, classifications) : [],
      event_id: eventIdIn(payload, data),
      time: firstOf(data, payload, "time", isScalar),
      data,
    },
    judged,
    raw,
  );
}

function eventIdIn({ event_id }: PayloadRules, data: object): string | number | null {
  const found = event_id ? valuesAt(data, event_id) : [];
  return found.map(({ value }) => value).find(isScalar) ?? null;
}

function finished(part: Part, { head, ...judged }: Judgment, raw: unknown): Outcome {
  const decoded: Decoded = Object.freeze({
    source: part.source,
    provider: part.provider ?? null,
    payload: part.payload ?? null,
    channel: part.channel ?? null,
    known: part.known ?? false,
    head,
    classifications: Object.freeze([...(part.classifications ?? [])]),
    verdict: judged.verdict,
    step: judged.step,
    event_id: part.event_id ?? null,
    time: part.time ?? null,
    data: part.data,
    raw,
  });
  const outcome = Object.freeze({ ...judged, decoded }) as Outcome;
  OUTCOMES.set(decoded, outcome);
  return outcome;
}

/** Classifies each coded value, with what is beside it. */
function read(classify: Classify, { book, payload }: Candidate, data: object): readonly Reading[] {
  const http_status = firstOf(data, payload, "http_status", isInteger);
  return payload.codes.flatMap(({ path, vocabularies }) =>
    valuesAt(data, path)
      .filter(({ value }) => isCode(value))
      .map(({ holder, value }) => {
        const vocabulary = listing(book, vocabularies, value) ?? vocabularies[0];
        const options = { vocabulary, message: messageBeside(payload, path, holder), http_status };
        return { path, classification: classify(book.rules.id, value, options) };
      }),
  );
}

/**
 * Makes each classification as careful as what stands around it: what the payload, the values in the same object and
 * its outcome name. Else an error beside the state of a payment would look as harmless as one of a login, and a second
 * attempt could pay twice.
 */
function together(
  { during, gravity }: Operations,
  { book, payload }: Candidate,
  readings: readonly Reading[],
): readonly Reading[] {
  const provider = book.rules.id;
  const outcomes = payload.roles.filter(({ role }) => role === "outcome").map(({ path }) => path.join("/"));
  const gravest = (path: Path): Operation | null => {
    let found: Operation | null = null;
    for (const { path: other, classification } of readings)
      if (parentOf(other) === parentOf(path) || outcomes.includes(other.join("/")))
        if (gravity(provider, classification.operation) > gravity(provider, found))
          found = classification.operation;
    return found;
  };
  return readings.map(({ path, classification }) => {
    const inPayload = during<Answer & Careful>(classification, payload.operation ?? null, payload.money);
    const careful = during(inPayload, gravest(path));
    return { path, classification: careful === classification ? classification : completed(classification, careful) };
  });
}

/** Returns what it means that fields hold no code, where vocabularies say so for the status beside them. */
function absentIn(classify: Classify, { book, payload }: Candidate, data: object): readonly Classification[] {
  const http_status = firstOf(data, payload, "http_status", isInteger);
  const beside = payload.roles.filter(({ role }) => role === "http_status").map(({ path }) => parentOf(path));
  return payload.codes.flatMap(({ path, vocabularies }) => {
    const vocabulary = vocabularies.find((name) => book.absent.has(name));
    if (!vocabulary || !beside.includes(parentOf(path))) return [];
    if (valuesAt(data, path).some(({ value }) => (value ?? "") !== "")) return [];
    const answer = classify(book.rules.id, null, { vocabulary, http_status });
    return answer.matched_by === "absent" ? [answer] : [];
  });
}

function parentOf(path: Path): string {
  return path.slice(0, -1).join("/");
}

/** Returns the text in the same object that is marked as a message. */
function messageBeside(payload: PayloadRules, path: Path, holder: unknown): string | null {
  const beside = payload.roles.filter(
    (item) => item.role === "message" && parentOf(item.path) === parentOf(path),
  );
  return beside.map((item) => own(holder, item.path[item.path.length - 1]!)).find(isText) ?? null;
}

function headFirst(head: Classification, all: readonly Classification[]): readonly Classification[] {
  const index = all.indexOf(head);
  return [head, ...all.slice(0, index), ...all.slice(index + 1)];
}
