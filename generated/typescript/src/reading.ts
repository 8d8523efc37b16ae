// Hand-written in codegen/targets/typescript/runtime and copied from there.

const MAX_LENGTH = 5_000_000;
/** UTF-8 never needs more bytes than this for one character of a text. */
const MAX_BYTES = 3;
const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];
const MAX_TRIES = 20;
const MAX_WORDS = 1_000;
const MAX_PARAMETERS = 1_000;

/** Returns a text, or bytes as a text, without white space around it; null if it is neither, or too long. */
export function textIn(input: unknown): string | null {
  const text = typeof input === "string" ? input : decoded(input);
  return text === null || text.length > MAX_LENGTH ? null : text.trim();
}

/** Whether it is bytes of any kind, and thus no payload. */
export function isBytes(input: unknown): input is ArrayBufferView | ArrayBuffer {
  return ArrayBuffer.isView(input) || isBuffer(input);
}

function decoded(input: unknown): string | null {
  try {
    if (!isBytes(input) || input.byteLength > MAX_LENGTH * MAX_BYTES) return null;
    return new TextDecoder().decode(input);
  } catch {
    return null; // memory that is shared or gone
  }
}

function isBuffer(input: unknown): boolean {
  try {
    // Tells a buffer by what it is: a name or a prototype can be faked, and a proxy would notice.
    Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength")!.get!.call(input);
    return true;
  } catch {
    return false;
  }
}

/** Returns the object or array that a text is JSON of. */
export function jsonIn(text: string): object | null {
  if (text[0] !== "{" && text[0] !== "[") return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

/** Returns the parameters of a URL or of a bare query; null where there are none. */
export function parametersIn(text: string): Record<string, string> | null {
  if (!/^(\?|[a-z][a-z0-9+.-]*:)\S*$/i.test(text)) return null;
  const [before = "", ...fragments] = text.split("#");
  const parts = [before.slice(before.indexOf("?") + 1 || before.length), fragments.join("#")];
  const filled = parts.filter((part) => part.includes("=")).map(shortened);
  return filled.length ? Object.fromEntries(new URLSearchParams(`&${filled.join("&")}`)) : null;
}

function shortened(query: string): string {
  return query.split("&", MAX_PARAMETERS).join("&");
}

/** Yields the JSON objects in a text, inner ones after those around them. */
export function* objectsIn(text: string): Iterable<object> {
  let start = text.indexOf("{");
  for (let tries = 0; start >= 0 && tries < MAX_TRIES; tries++) {
    const found = jsonIn(text.slice(start, endOfObject(text, start)));
    if (found) yield found;
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

/** Yields the URLs in a text, without punctuation behind them. */
export function* urlsIn(text: string): Iterable<string> {
  let found = text.indexOf("://");
  for (let tries = 0; found >= 0 && tries < MAX_TRIES; tries++) {
    let start = found;
    while (start > 0 && /[a-z0-9+.-]/i.test(text[start - 1]!)) start--;
    const end = /[^\s<>"'`]*/y;
    end.lastIndex = found;
    const url = text.slice(start, found) + end.exec(text)![0];
    yield url.slice(0, endOfUrl(url));
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
  for (const [word] of text.matchAll(/[\p{L}\p{N}_.-]+/gu)) {
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
