import { keysOf, textOf } from "./safely.js";

const MAX_LENGTH = 5_000_000;
/** UTF-8 never needs more bytes than this for one character of a text. */
const MAX_BYTES = 3;
const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];
const MAX_TRIES = 20;
const MAX_WORDS = 1_000;
const MAX_PARAMETERS = 1_000;
const MAX_SCHEME = 40;
/** The escapes of one character in UTF-8, or of as many of its bytes as there are. */
const CHARACTER =
  /%(?:(?:c[2-9a-f]|d[0-9a-f])(?:%[89ab][0-9a-f])?|e0(?:%[ab][0-9a-f](?:%[89ab][0-9a-f])?)?|ed(?:%[89][0-9a-f](?:%[89ab][0-9a-f])?)?|e[0-9a-f](?:%[89ab][0-9a-f]){0,2}|f0(?:%[9ab][0-9a-f](?:%[89ab][0-9a-f]){0,2})?|f4(?:%8[0-9a-f](?:%[89ab][0-9a-f]){0,2})?|f[1-3](?:%[89ab][0-9a-f]){0,3}|[0-9a-f]{2})/gi;

/** Returns a text, or bytes as a text, without white space around it; empty if unreadable, null if too long. */
export function textIn(held: object | string): string | null {
  const text = typeof held === "string" ? held : decoded(held);
  return text === null || text.length > MAX_LENGTH ? null : text.trim();
}

/**
 * Returns the bytes or the text that an object of the platform is: any kind of bytes, a URL, its parameters.
 * Null for all else, which may be a payload. What an object says about itself does not count: it could lie.
 */
export function heldBy(input: object): object | string | null {
  if (ArrayBuffer.isView(input)) return input;
  if (keysOf(input).length) return null; // such an object has no fields
  return (
    attempt(() => getter(ArrayBuffer.prototype, "byteLength").call(input) !== undefined && input) ||
    attempt(() => textOf(getter(URL.prototype, "href").call(input))) ||
    attempt(() => `?${URLSearchParams.prototype.toString.call(input)}`)
  );
}

function decoded(held: object): string | null {
  const bytes = held as ArrayBuffer;
  if (attempt(() => bytes.byteLength > MAX_LENGTH * MAX_BYTES)) return null;
  return attempt(() => new TextDecoder().decode(bytes)) ?? "";
}

function getter(prototype: object, name: string): () => unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)!.get!;
}

/** Returns null where that throws: it is something else, or memory that is shared or gone. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Returns the object or array that a text is JSON of. */
export function jsonIn(text: string): object | null {
  if (text[0] !== "{" && text[0] !== "[") return null;
  return attempt(() => JSON.parse(text) as object);
}

/** Returns the parameters of a URL or of a bare query; null where there are none. */
export function parametersIn(text: string): Record<string, string> | null {
  if (!/^(\?|[a-z][a-z0-9+.-]*:)\S*$/i.test(text)) return null;
  const [before = "", ...fragments] = text.split("#");
  const parts = [before.slice(before.indexOf("?") + 1 || before.length), fragments.join("#")];
  const filled = parts.filter((part) => part.includes("=")).map(pairsOf);
  return filled.length ? Object.fromEntries(filled.flat()) : null;
}

/** Reads a query by hand: `URLSearchParams` of some platforms reads nothing, or throws, and none keeps half characters. */
function pairsOf(query: string): readonly (readonly [name: string, value: string])[] {
  const parts = query.split("&", MAX_PARAMETERS).filter((part) => part);
  return parts.map((part) => {
    const [name = "", ...value] = part.replaceAll("+", " ").split("=");
    return [unescaped(name), unescaped(value.join("="))];
  });
}

/** Decodes what is UTF-8 in a text; what is not becomes U+FFFD, as it does in a browser. */
function unescaped(text: string): string {
  return text.replace(CHARACTER, (bytes) => attempt(() => decodeURIComponent(bytes)) ?? "\ufffd");
}

/** What is in a text, and where the text continues after it. */
type Found = Generator<readonly [data: object, end: number]>;

/**
 * Yields the JSON objects in a text, inner ones after those around them. What was looked at in vain counts, so that no
 * text takes long.
 */
export function* objectsIn(text: string): Found {
  let start = text.indexOf("{");
  let left = MAX_LENGTH;
  for (let tries = 0; start >= 0 && left > 0 && tries < MAX_TRIES; tries++) {
    const end = endOfObject(text, start);
    left -= (end === start ? text.length : end) - start;
    const found = jsonIn(text.slice(start, end));
    if (found) yield [found, end];
    start = text.indexOf("{", start + 1);
  }
}

/** Returns where the braces that open at `start` are closed again, those in JSON strings apart. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) quoted = !quoted;
    else if (quoted && character === BACKSLASH) index++;
    else if (!quoted && character === OPEN) depth++;
    else if (!quoted && character === CLOSE && --depth === 0) return index + 1;
  }
  return start;
}

/** Yields the objects in a text, then the parameters of its URLs, which nothing is known to follow. */
export function* partsIn(text: string): Found {
  yield* objectsIn(text);
  let found = text.indexOf("://");
  for (let tries = 0; found >= 0 && tries < MAX_TRIES; tries++) {
    const scheme = /[a-z][a-z0-9+.-]*$/i.exec(text.slice(Math.max(0, found - MAX_SCHEME), found));
    const end = /[^\s<>"'`]*/y;
    end.lastIndex = found;
    const url = end.exec(text)![0];
    const data = scheme && parametersIn(scheme[0] + url.slice(0, endOfUrl(url)));
    if (data) yield [data, Infinity];
    found = text.indexOf("://", found + 1);
  }
}

function endOfUrl(url: string): number {
  let end = url.length;
  while (end > 0 && ".,;:!?)]}".includes(url[end - 1]!)) end--;
  return end;
}

/** Returns the different words of a text that a code may be. */
export function wordsIn(text: string): readonly string[] {
  const words = new Set<string>();
  for (const [word] of text.matchAll(/[A-Za-z0-9_.-]+/g)) {
    const bare = withoutEnds(word);
    if (/[_.]/.test(bare)) words.add(bare);
    if (words.size === MAX_WORDS) break;
  }
  return [...words];
}

function withoutEnds(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && (word[start] === "." || word[start] === "-")) start++;
  while (end > start && (word[end - 1] === "." || word[end - 1] === "-")) end--;
  return word.slice(start, end);
}
