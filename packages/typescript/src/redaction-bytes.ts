/** Bytes as text and back, so that those which are not UTF-8 stay as they are. */

const SEQUENCE =
  /[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[^]/g;
/** A byte that is part of no character is half of a pair of units, as in Python's `surrogateescape`. */
const ESCAPED = /[\udc80-\udcff]/gu;
const BASE = 0xdc00;
const AT_ONCE = 8192;

/** Returns bytes as text. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin(bytes).replace(SEQUENCE, (part) => {
      if (part.length > 1) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytesIn(part));
      return part < "\x80" ? part : String.fromCharCode(BASE + part.charCodeAt(0));
    });
  }
}

/** Returns the bytes of such a text. */
export function bytesOf(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const { 0: unit, index } of text.matchAll(ESCAPED)) {
    parts.push(new TextEncoder().encode(text.slice(done, index)), Uint8Array.of(unit.charCodeAt(0) - BASE));
    done = index + 1;
  }
  parts.push(new TextEncoder().encode(text.slice(done)));
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (made.set(part, at), at + part.length), 0);
  return made;
}

/** Returns a text in which each byte is one character. */
function latin(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += AT_ONCE) parts.push(String.fromCharCode(...bytes.subarray(at, at + AT_ONCE)));
  return parts.join("");
}

function bytesIn(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
