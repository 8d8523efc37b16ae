import type { Vocabulary } from "./index.js";
import type { Book, Listing } from "./book.js";
import { findIn } from "./book.js";
import type { Given } from "./given.js";
import { payloadOf } from "./given.js";
import type { CoreRules, Mark, Path, PayloadRules, Sign } from "./rulebook.js";
import { isArray, keysOf, own, snapshotOf } from "./safely.js";
import { isCode, isText, valuesAt } from "./values.js";
import type { Operation } from "./taxonomy.js";
import type { Certainty } from "./words.js";

/** A coded value, where it is, and the message beside it. */
export interface CodedValue {
  readonly path: Path;
  readonly vocabularies: readonly Vocabulary[];
  readonly value: string | number;
  readonly message?: string | null;
  /** The object that it is in. */
  readonly holder?: unknown;
}

/** A payload that was recognized, the codes in it, and how sure it is whose it is. */
export interface Match {
  readonly book: Book;
  readonly payload: PayloadRules;
  readonly values: readonly CodedValue[];
  readonly certainty: Certainty;
}

/** A payload of which the fields at the top say how well it fits. */
interface Near {
  readonly book: Book;
  readonly payload: PayloadRules;
  readonly described: number;
  /** 1 if it belongs to what the caller was doing, else 0. */
  readonly agrees: number;
}

/** A payload with a matching sign. */
interface Candidate extends Near {
  readonly values: readonly CodedValue[];
  readonly listed: number;
  readonly signs: number;
  /** How many values of signs match. */
  readonly named: number;
  readonly points: number;
}

type Recognition = CoreRules["recognition"];

/** Finds the payload that an object is; the earlier one in the spec among equals. */
export function recognize(
  rules: Recognition,
  books: readonly Book[],
  data: object,
  given: Given,
): Match | null {
  if (isArray(data)) return null;
  const chosen = payloadOf(books, given);
  if (chosen) return { ...chosen, values: valuesIn(chosen.payload, data), certainty: "certain" };
  const keys = new Set(keysOf(data));
  const near = books
    .filter(({ rules: { id } }) => given.provider === null || id === given.provider)
    .flatMap((book) => nearIn(book, keys, data, given.operation));
  return given.provider === null ? byEvidence(rules, near, keys, data) : nearest(rules, near, keys, data);
}

/** Names a payload only if there is evidence enough, and the body fits. */
function byEvidence(
  rules: Recognition,
  near: readonly Near[],
  keys: ReadonlySet<string>,
  data: object,
): Match | null {
  for (const item of byFit(rules, near, keys, data)) {
    const undescribed = keys.size - item.described;
    if (item.points < rules.likely || 2 * item.described < rules.least_ratio * undescribed) continue;
    if (!isFitting(item, data)) continue;
    return { ...item, certainty: item.points >= rules.certain && undescribed === 0 ? "certain" : "likely" };
  }
  return null;
}

/** Returns the best of one provider that describes half of the fields: one that fits or is named, before others. */
function nearest(
  rules: Recognition,
  near: readonly Near[],
  keys: ReadonlySet<string>,
  data: object,
): Match | null {
  const half = near.filter(({ described }) => 2 * described >= keys.size);
  const found = [...byFit(rules, half, keys, data)];
  const best =
    found.find((item) => item.named || isFitting(item, data)) ?? found[0];
  return best ? { ...best, certainty: "certain" } : null;
}

function isFitting({ book, payload }: Candidate, data: object): boolean {
  return book.rules.fits(payload.id, snapshotOf(data));
}

/** Returns the payloads with a sign that may match, in the order of the spec. */
function nearIn(book: Book, keys: ReadonlySet<string>, data: object, operation: Operation | null): readonly Near[] {
  const numbers = new Set<number>();
  for (const [field, found] of book.signposts) if (keys.has(field)) for (const number of found) numbers.add(number);
  for (const [field, values] of book.constants)
    if (keys.has(field)) for (const number of values.get(own(data, field)) ?? []) numbers.add(number);
  return [...numbers]
    .sort((left, right) => left - right)
    .map((number) => {
      const payload = book.rules.payloads[number]!;
      const described = payload.fields.filter((field) => keys.has(field)).length;
      return { book, payload, described, agrees: Number(payload.operation === operation) };
    });
}

/**
 * Yields the payloads with a matching sign, the fittest first; those left over cost nothing. What counts first is how
 * many fields are described, then how many values are listed and signs hold, how many values these ask for, and how few
 * fields the payload has.
 */
function* byFit(
  rules: Recognition,
  near: readonly Near[],
  keys: ReadonlySet<string>,
  data: object,
): Iterable<Candidate> {
  const levels = [...new Set(near.map(({ described }) => described))].sort((left, right) => right - left);
  for (const level of levels) {
    const alike = near.filter(({ described }) => described === level);
    const found = alike.flatMap((item) => candidate(rules, item, keys, data) ?? []);
    yield* found.sort(
      (left, right) =>
        right.listed - left.listed ||
        right.signs - left.signs ||
        right.named - left.named ||
        right.agrees - left.agrees ||
        left.payload.fields.length - right.payload.fields.length,
    );
  }
}

function candidate(
  rules: Recognition,
  near: Near,
  keys: ReadonlySet<string>,
  data: object,
): Candidate | null {
  const { book, payload, described } = near;
  const signs = payload.signs.filter((sign) => matches(sign, data));
  if (!signs.length) return null;
  const values = valuesIn(payload, data);
  const listed = values.flatMap((each) => {
    const listing = listingOf(book, each.vocabularies, each.value);
    return listing ? [{ each, listing }] : [];
  });
  const ofSigns = signs.map((sign) => (names(sign) ? (sign.points ?? 0) : 0));
  const present = payload.marks.filter(({ path }) => valuesAt(data, path).length);
  const points =
    Math.max(...ofSigns) +
    present.reduce((sum, mark) => sum + mark.points, 0) +
    pointsOfCodes(rules, listed, signs) +
    pointsOfWhole(rules, described, keys.size);
  const named = signs.reduce((sum, sign) => sum + names(sign), 0);
  return { ...near, values, listed: listed.length, signs: signs.length, named, points };
}

/** Whether a body shows a sign of a payload. */
export function showsSign({ signs }: PayloadRules, data: object): boolean {
  return signs.some((sign) => matches(sign, data));
}

function matches(sign: Sign, data: object): boolean {
  return isThere(sign, data) && (sign.also ?? []).every((mark) => isThere(mark, data));
}

function isThere({ path, equals }: Mark, data: object): boolean {
  return valuesAt(data, path).some(({ value }) => equals === undefined || value === equals);
}

/** Returns how many values a sign asks for. */
function names(sign: Sign): number {
  return [sign, ...(sign.also ?? [])].filter(({ equals }) => equals !== undefined).length;
}

/** Counts the listed texts that no other API is likely to send, each once. */
function pointsOfCodes(
  rules: Recognition,
  listed: readonly { readonly each: CodedValue; readonly listing: Listing }[],
  signs: readonly Sign[],
): number {
  const points = new Map<string, number>();
  for (const { each, listing } of listed) {
    const { value, plain } = listing.code;
    if (typeof value !== "string" || plain) continue;
    const isSign = signs.some(
      ({ path, equals }) => equals === undefined && path.join("/") === each.path.join("/"),
    );
    points.set(value, isSign ? rules.distinctive_value : rules.listed_code);
  }
  return [...points.values()].reduce((sum, each) => sum + each, 0);
}

function pointsOfWhole(rules: Recognition, described: number, size: number): number {
  const { whole, whole_fields, whole_ratio } = rules;
  return described >= Math.max(whole_fields, whole_ratio * (size - described)) ? whole : 0;
}

/** Returns each coded value, with the message beside it. */
function valuesIn(payload: PayloadRules, data: object): readonly CodedValue[] {
  return payload.codes.flatMap(({ path, vocabularies }) =>
    valuesAt(data, path)
      .filter(({ value }) => isCode(value))
      .map(({ holder, value }) => ({
        path,
        vocabularies,
        value: value as string | number,
        message: messageBeside(payload, path, holder),
        holder,
      })),
  );
}

/** Returns the text in the same object that is marked as a message. */
function messageBeside(payload: PayloadRules, path: Path, holder: unknown): string | null {
  const beside = payload.roles.filter(
    (item) => item.role === "message" && parentOf(item.path) === parentOf(path),
  );
  return beside.map((item) => own(holder, item.path[item.path.length - 1]!)).find(isText) ?? null;
}

/** Returns the steps to the object that contains a field, as one text. */
export function parentOf(path: Path): string {
  return path.slice(0, -1).join("/");
}

/** Returns the listing of a value in the first of some vocabularies that has it. */
export function listingOf(book: Book, vocabularies: readonly Vocabulary[], value: unknown): Listing | undefined {
  for (const vocabulary of vocabularies) {
    const found = findIn(book, vocabulary, value);
    if (found) return found;
  }
  return undefined;
}
