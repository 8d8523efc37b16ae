import type { Book } from "./book.js";
import type { Answer, Classification, Classify, ClassifyOptions } from "./classification.js";
import type { Provider } from "./index.js";
import { completed } from "./classification.js";
import type { Given } from "./given.js";
import type { Careful, Operations } from "./operation.js";
import type { Judgment, Parts } from "./outcome.js";
import type { Mentions } from "./outline.js";
import type { CodedValue, Match } from "./recognize.js";
import { listingOf, parentOf } from "./recognize.js";
import type { ContextRules, CoreRules, Path, PayloadRules, Role } from "./rulebook.js";
import { isArray, keysOf, own, wordOf } from "./safely.js";
import { isOpen, saidIn } from "./said.js";
import type { Operation } from "./taxonomy.js";
import { firstOf, isInteger, isScalar, isText, MAX_VALUES, sizeOf, valuesAt } from "./values.js";

/** What reading needs: the rules of all, the index of each provider, and what is made from them. */
export interface Reader {
  readonly memory: Memory;
  readonly core: CoreRules;
  readonly operations: Operations;
  readonly books: () => readonly Book[];
  readonly classify: Classify;
  readonly headOf: (among: readonly Classification[]) => Classification | null;
  readonly judge: (parts: Parts) => Judgment;
}

/** Answers by the outlines of payloads. */
export interface Memory {
  readonly mentions: () => Mentions;
  readonly answers: Map<string, Found>;
}

/** What is known of a payload but for what is copied from it. */
export interface Found {
  readonly match: Match;
  readonly known: boolean;
  readonly classifications: readonly Classification[];
  readonly judged: Judgment;
}

/** A listed value at a place that is not known to have codes. */
export interface Extra {
  readonly value: CodedValue;
  readonly role?: Role | null;
}

/** A classification, where it was found, and what it is to the payload. */
interface Reading {
  readonly path: Path;
  readonly role: Role | null | undefined;
  readonly classification: Classification;
}

/** An object in a payload that has an outcome of its own. */
export interface Group {
  readonly above: Path;
  readonly found: readonly Classification[];
  readonly judged: Judgment;
}

/** What the codes of a payload say together; the groups only if there are several. */
export interface Conclusion {
  readonly found: readonly Classification[];
  readonly judged: Judgment;
  readonly groups: readonly Group[];
  /** Whether it is the same for all payloads of one outline: no text beside a code mattered. */
  readonly isByOutline: boolean;
}

/** Returns what a payload says. */
export function conclude(
  reader: Reader,
  match: Match,
  extra: readonly Extra[],
  data: object,
  given: Given,
): Conclusion {
  const { book, payload } = match;
  const status = given.http_status ?? firstOf(data, payload, "http_status", isInteger);
  const known = { ...given, http_status: status };
  const inBody = match.values.map((value) => ({ value, role: roleOf(payload, value.path) }));
  const details = extra.filter(({ role }) => role);
  const isCoded = inBody.length + details.length > 0;
  const leading = isCoded || status! >= FIRST_ERROR ? [...inBody, ...details] : byItself(payload, data);
  const ordered = [...leading, ...extra.filter(({ role }) => !role)];
  const alone = ordered.map(({ value, role }) => ({
    path: value.path,
    role,
    classification: classified(reader, match, value, data, known),
  }));
  const readings = together(reader, match, alone, given);
  const absent = absentIn(reader, match, data, status);
  const found = [...readings.map(({ classification }) => classification), ...absent];
  const deciding = [...found.slice(0, leading.length), ...absent];
  const texts = found.every((item) => isOpen(reader.core, item)) ? messagesIn(data, payload) : [];
  const said = saidIn(reader, texts, book, given.operation).map((item) => reader.operations.during(item, payload.operation ?? null, payload.money));
  const guessed = found.length || said.length || status === null ? [] : guesses(reader, book.rules.id, known);
  const telling = said.length ? said : [...deciding, ...guessed];
  const groups = groupsOf(reader, readings, telling);
  const judged = mostUrgent(reader, groups.map((group) => group.judged));
  const isByOutline = !texts.length && ordered.every(({ value }) => isAlone(book, value));
  return { found: [...found, ...said, ...guessed], judged, groups: groups.length > 1 ? groups : [], isByOutline };
}

/** The first HTTP status that says that something failed. */
const FIRST_ERROR = 400;

/** Returns what a payload means that has no code, if the fields are there that it takes, and no others. */
function byItself({ means }: PayloadRules, data: object): readonly Extra[] {
  const isMeant = means?.when.every(([path, isThere]) => valuesAt(data, path).some(({ value }) => value !== null) === isThere);
  return isMeant ? [{ value: means! }] : [];
}

/** Returns the texts for people in a payload. */
function messagesIn(data: object, { roles }: PayloadRules): readonly string[] {
  const found = roles.flatMap(({ role, path }) => (role === "message" ? valuesAt(data, path) : []));
  return found.map(({ value }) => value).filter(isText);
}

/** Returns the texts in a value that may be messages: those of several words. */
export function sentencesIn(data: object): readonly string[] {
  return textsIn(data).flatMap(({ value }) => (typeof value === "string" && value.trim().includes(" ") ? [value] : []));
}

function isAlone(book: Book, { vocabularies, value, message }: CodedValue): boolean {
  const listing = listingOf(book, vocabularies, value);
  return listing !== undefined && (message === null || !listing.code.contexts);
}

/** Returns what the HTTP status alone says, if anything. */
export function guesses(
  { classify }: Reader,
  provider: Provider | null,
  { http_status, operation }: Given,
): readonly Classification[] {
  const answer = classify(provider, null, { http_status, operation });
  return answer.matched_by === "http_status" ? [answer] : [];
}

/**
 * Returns the judgment to act on first, the earlier among equals; no success where another says none.
 *
 * An unlisted failure is less urgent than what is listed, and a failure all the same.
 */
export function mostUrgent(reader: Reader, several: readonly Judgment[]): Judgment {
  const first = firstOfAll(reader, several);
  const open = several.filter(({ verdict }) => verdict !== "succeeded" && verdict !== "unknown");
  return open.length && first.verdict === "succeeded" ? firstOfAll(reader, open) : first;
}

function firstOfAll(reader: Reader, several: readonly Judgment[]): Judgment {
  const first = reader.headOf(several.flatMap(({ head }) => head ?? []));
  return (first && several.find(({ head }) => head === first)) ?? several[0]!;
}

function roleOf(payload: PayloadRules, path: Path): Role | null {
  const at = path.join("/");
  const isAt = (wanted: Role) => payload.roles.some(({ role, path }) => role === wanted && path.join("/") === at);
  return (["outcome", "detail"] as const).find(isAt) ?? null;
}

function classified(
  { classify }: Reader,
  { book, payload }: Match,
  { vocabularies, value, message, holder }: CodedValue,
  data: object,
  { http_status, operation }: Given,
): Classification {
  const listing = listingOf(book, vocabularies, value);
  const vocabulary = listing?.vocabulary ?? vocabularies[0];
  const contexts = listing?.code.contexts;
  if (listing && !contexts) return classify(book.rules.id, value, { vocabulary });
  const told = (contexts ?? []).filter((context) => isShown(context, book, payload, data)).map(({ id }) => id);
  const beside = contexts ? (holder as object) : null;
  const options: ClassifyOptions & { told: readonly string[] } = { vocabulary, message, http_status, operation, beside, told };
  return classify(book.rules.id, value, options);
}

/** Whether a payload shows a sign of a context; that of a message is for `classify`. */
function isShown({ signs = [] }: ContextRules, book: Book, payload: PayloadRules, data: object): boolean {
  return signs.some((sign) => {
    if (sign.payload !== undefined) return sign.payload === `${book.rules.id}:${payload.id}`;
    if (sign.field === undefined) return false;
    const found = valuesAt(data, sign.field.split("."));
    return found.some(({ value }) => sign.equals === undefined || value === sign.equals);
  });
}

/**
 * Makes each classification as careful as what is around it: what the payload, the values in the same object and
 * its outcome name. Else an error beside the state of a payment would look as harmless as one of a login, and a second
 * attempt could pay twice.
 */
function together(
  { core, operations: { during, gravity } }: Reader,
  { book, payload }: Match,
  readings: readonly Reading[],
  given: Given,
): readonly Reading[] {
  const provider = book.rules.id;
  const asked = given.operation ? wordOf(core.operations, given.operation) : null;
  const outcomes = new Set(readings.filter(({ role }) => role === "outcome").map(({ path }) => path.join("/")));
  const isAround = (outcome: Path, path: Path): boolean =>
    outcomes.size === 1 || outcome.slice(0, -1).every((step, index) => path[index] === step);
  const gravest = (path: Path): Operation | null => {
    let found: Operation | null = null;
    for (const { path: other, role, classification: { operation } } of readings)
      if (parentOf(other) === parentOf(path) || (role === "outcome" && isAround(other, path)))
        if (gravity(provider, operation) > gravity(provider, found)) found = operation;
    return found;
  };
  return readings.map(({ path, role, classification }) => {
    const inPayload = during<Answer & Careful>(classification, payload.operation ?? null, payload.money);
    const careful = during(during(inPayload, gravest(path)), asked);
    const answer = careful === classification ? classification : completed(classification, careful);
    return { path, role, classification: answer };
  });
}

/** Returns what it means that fields hold no code, where vocabularies say so for the status beside them. */
function absentIn(
  { classify }: Reader,
  { book, payload }: Match,
  data: object,
  http_status: number | null,
): readonly Classification[] {
  const beside = payload.roles.filter(({ role }) => role === "http_status").map(({ path }) => parentOf(path));
  return payload.codes.flatMap(({ path, vocabularies }) => {
    const vocabulary = vocabularies.find((name) => book.absent.has(name));
    if (!vocabulary || !beside.includes(parentOf(path))) return [];
    if (valuesAt(data, path).some(({ value }) => (value ?? "") !== "")) return [];
    const answer = classify(book.rules.id, null, { vocabulary, http_status });
    return answer.matched_by === "absent" ? [answer] : [];
  });
}

/** Returns the objects that have an outcome; a detail belongs to the nearest one around it. */
function groupsOf(
  reader: Reader,
  readings: readonly Reading[],
  deciding: readonly Classification[],
): readonly Group[] {
  const outcomes = readings.filter(({ role }) => role === "outcome");
  const places = new Map(outcomes.map(({ path }) => [parentOf(path), path.slice(0, -1)]));
  const groups = (places.size ? [...places.values()] : [[]]).map((above) => ({ above, inside: [] as Reading[] }));
  for (const reading of readings.filter(({ role }) => role)) {
    const around = groups.filter(({ above }) => above.every((step, index) => reading.path[index] === step));
    const [nearest = groups[0]!] = around.sort((left, right) => right.above.length - left.above.length);
    nearest.inside.push(reading);
  }
  return groups.map(({ above, inside }) => group(reader, above, inside, groups.length > 1 ? null : deciding));
}

function group(
  { headOf, judge }: Reader,
  above: Path,
  inside: readonly Reading[],
  all: readonly Classification[] | null,
): Group {
  const found = inside.map(({ classification }) => classification);
  const among = (wanted: Role): Classification | null =>
    headOf(
      inside
        .filter(({ role, classification: { known, phase } }) => role === wanted && known && phase)
        .map(({ classification }) => classification),
    );
  const parts = { outcome: among("outcome"), detail: among("detail"), head: headOf(all ?? found), step: null };
  return { above, found, judged: judge(parts) };
}

/** Returns the listed values at places that are not known to have codes, each read by its field's name. */
export function codesAtUnknownPlaces(data: object, payload: PayloadRules | null, book: Book): readonly Extra[] {
  const known = new Set([...(payload?.fields ?? []), ...(payload?.codes ?? []).map(({ path }) => path.join("/"))]);
  return textsIn(data).flatMap((text) =>
    book.byValue.has(text.value) && !known.has(text.path.join("/")) ? (named(text, book) ?? []) : [],
  );
}

/** Returns a value as the field of this name elsewhere has it, else as what it can only be. */
function named(text: FoundText, book: Book): Extra | null {
  const { path, value } = text;
  const last = path[path.length - 1]!;
  const known = book.codedNames.get(last)?.find(({ vocabularies }) => listingOf(book, vocabularies, value));
  if (!known && (!book.telling.has(value) || book.plainNames.has(last))) return null;
  const vocabularies = known?.vocabularies ?? [book.firstOf.get(value)!];
  return { value: { ...text, vocabularies, message: null }, role: known?.isDetail ? "detail" : null };
}

const MAX_PLACES = 1_000;
const DEPTH = 8;

/** A text or a whole number, where it is, and what contains it. */
interface FoundText {
  readonly path: Path;
  readonly value: string | number;
  readonly holder: unknown;
}

/** Returns the texts and whole numbers in a value, from the top. */
function textsIn(data: object): readonly FoundText[] {
  const found: FoundText[] = [];
  const waiting: { readonly path: Path; readonly place: unknown }[] = [{ path: [], place: data }];
  for (let looked = 0; waiting.length && looked < MAX_PLACES; ) {
    const { path, place } = waiting.pop()!;
    const inner: { readonly path: Path; readonly place: unknown }[] = [];
    for (const [name, value] of entriesOf(place)) {
      looked++;
      if (typeof value === "object" && value) {
        if (path.length < DEPTH) inner.push({ path: [...path, name], place: value });
      } else if (typeof value === "string" || isInteger(value)) found.push({ path: [...path, name], value, holder: place });
    }
    waiting.push(...inner.reverse());
  }
  return found;
}

function entriesOf(place: unknown): readonly (readonly [name: string, value: unknown])[] {
  if (typeof place !== "object" || !place) return [];
  if (isArray(place)) return valuesAt(place, ["*"]).map(({ value }) => ["*", value] as const);
  return keysOf(place).slice(0, MAX_PLACES).map((name) => [name, own(place, name)] as const);
}

/** Whether a list in which a payload has codes is longer than what is looked at. */
export function hasMore(data: object, { codes }: PayloadRules): boolean {
  return codes.some(({ path }) =>
    path.some((step, at) => step === "*" && valuesAt(data, path.slice(0, at)).some(({ value }) => sizeOf(value) > MAX_VALUES)),
  );
}

/** Returns some codes with the one to act on before all others. */
export function headFirst(head: Classification | null, all: readonly Classification[]): readonly Classification[] {
  const index = all.indexOf(head!);
  return index < 0 ? all : [head!, ...all.slice(0, index), ...all.slice(index + 1)];
}

/** Returns the id of the event that a payload is about. */
export function eventIdIn({ event_id }: PayloadRules, data: object): string | number | null {
  const found = event_id ? valuesAt(data, event_id).map(({ value }) => value) : [];
  return found.find(isScalar) ?? null;
}
