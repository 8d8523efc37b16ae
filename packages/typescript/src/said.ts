/** Finds the messages of a provider where there is none of its codes, or only one that points elsewhere. */

import type { Book } from "./book.js";
import { trimmed } from "./book.js";
import type { Classification, Classify } from "./classification.js";
import type { CoreRules } from "./rulebook.js";
import type { Operation } from "./taxonomy.js";

/** How much of a text is looked at. */
const MAX_LENGTH = 10_000;
/** How much of a message there must be at the end of a text that was cut off. */
const BEFORE_CUT = 24;
/** How long what differs in a message may be. */
const MAX_FILLED = 500;
/** How many words say what happened: two are in any sentence. */
const LEAST_WORDS = 3;
const CUT = /\s*(?:\(truncated\.\.\.\)|\.\.\.|…)[\s"'`]*$/;
const LETTER = /^[A-Za-z0-9]$/;

/** What asks: the rules of all, and what a code means. */
interface Asking {
  readonly core: CoreRules;
  readonly classify: Classify;
}

/** A message in a text, and where it is. */
interface Said {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/**
 * Returns what the messages of a provider in some texts say; none where all only point elsewhere.
 * A message within a longer one says less.
 */
export function saidIn(
  reader: Asking,
  texts: readonly string[],
  book: Book,
  operation: Operation | null,
): readonly Classification[] {
  const meaning = (message: string): Classification | null => meaningOf(reader, message, book, operation);
  for (const text of texts) {
    const whole = meaning(trimmed(text));
    if (whole) return [whole];
  }
  const text = texts.join("\n").slice(0, MAX_LENGTH);
  const said = messagesIn(text, book).sort((one, other) => one.start - other.start || other.end - one.end);
  const outer = said.filter((each) => !said.some((other) => isAround(other, each)));
  return [...new Set(outer.map(({ message }) => message))].flatMap((message) => meaning(message) ?? []);
}

/** Whether an answer leaves it to another field what happened, or to the HTTP status. */
export function isOpen({ envelopes }: CoreRules, { matched_by, situation }: Classification): boolean {
  return matched_by === "http_status" || (situation !== null && envelopes.includes(situation));
}

/** Returns what a message says by itself. */
function meaningOf(
  { core, classify }: Asking,
  message: string,
  book: Book,
  operation: Operation | null,
): Classification | null {
  const code = book.byValue.has(message) ? message : null;
  const answer = classify(book.rules.id, code, { message, operation });
  return answer.matched_by === "none" || isOpen(core, answer) ? null : answer;
}

function isAround(outer: Said, inner: Said): boolean {
  const isWider = outer.start <= inner.start && inner.end <= outer.end;
  return isWider && outer.end - outer.start > inner.end - inner.start;
}

/** Returns the messages in a text; of one that is cut off at its end, the whole message. */
function messagesIn(text: string, book: Book): Said[] {
  const cut = text.replace(CUT, "");
  return fixedIn(book).flatMap((parts) => [
    ...saidAt(text, parts),
    ...(parts.length === 1 && cut !== text ? cutAt(cut, parts[0]!) : []),
  ]);
}

const FIXED = /* @__PURE__ */ new WeakMap<Book, readonly (readonly string[])[]>();

/** What is fixed in each text that says what happened: messages, and values that are sentences. */
function fixedIn(book: Book): readonly (readonly string[])[] {
  const known = FIXED.get(book);
  if (known) return known;
  const codes = book.rules.vocabularies.flatMap((vocabulary) => vocabulary.codes);
  const meanings = codes.flatMap((code) => [code, ...(code.contexts ?? [])]);
  const messages = meanings.flatMap(({ behavior, messages = [] }) => (behavior === undefined ? [] : messages));
  const values = codes.flatMap(({ behavior, value }) =>
    behavior !== undefined && typeof value === "string" ? [value] : [],
  );
  const found = [...messages, ...values]
    .map((text) => (typeof text === "string" ? [text] : text).map(trimmed).filter((part) => part))
    .filter((parts) => parts.join(" ").trim().split(/\s+/).length >= LEAST_WORDS);
  FIXED.set(book, found);
  return found;
}

function saidAt(text: string, parts: readonly string[]): readonly Said[] {
  const start = text.indexOf(parts[0]!);
  let end = start + parts[0]!.length;
  if (start < 0) return [];
  for (const part of parts.slice(1)) {
    const at = text.indexOf(part, end);
    if (at < 0 || at > end + MAX_FILLED) return [];
    end = at + part.length;
  }
  const isApart = !LETTER.test(text.charAt(start - 1)) && !LETTER.test(text.charAt(end));
  return isApart ? [{ start, end, message: text.slice(start, end) }] : [];
}

function cutAt(text: string, message: string): readonly Said[] {
  const start = text.lastIndexOf(message.slice(0, BEFORE_CUT));
  const isCut = start >= 0 && text.length - start >= BEFORE_CUT && message.startsWith(text.slice(start));
  return isCut ? [{ start, end: text.length, message }] : [];
}
