/** The plain forms of a text: accents off, any digits as 0 to 9, escapes undone; with the way back to the text. */

import { LOOKALIKES } from "./redaction-rules.js";

const SPECIAL = /[^\t\n -~]/gu;
const ESCAPE = /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f]){2,4}|\\u[0-9a-f]{4}|\\[\\/"'nrt]|&(?:quot|apos|amp|commat|#34|#39|#64);/gi;
const JSON_ESCAPE = /\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[^]/gi;
const JSON_NAMED = new Map(Object.entries({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }));
const NAMED = new Map(Object.entries({ n: "\n", r: "\n", t: "\t", quot: '"', apos: "'", amp: "&", "#34": '"', "#39": "'", "#64": "@", commat: "@" }));
/** Characters that one may be written out as: a few mean a sentence, and would make a text many times as long. */
const WIDEST = 4;
/** How many escapes inside one another are undone. */
const DEEPEST = 4;

/** A form of a text; `back` leads from a position in it to one in the text. */
export interface Layer {
  readonly text: string;
  readonly back: (position: number) => number;
}

/** Returns the plain form of a text, then those in which one more level of escapes is undone. */
export function layersOf(text: string): Layer[] {
  const found = [rewritten({ text, back: (position) => position }, SPECIAL, folded)];
  while (found.length <= DEEPEST) {
    const last = found.at(-1)!;
    const plain = /[%\\&]/.test(last.text) ? rewritten(last, ESCAPE, undone) : last;
    if (plain === last) break;
    found.push(rewritten(plain, SPECIAL, folded));
  }
  return found;
}

/** Returns what a text in quotes says, with the escapes of JSON undone. */
export function jsonText(raw: string): Layer {
  return rewritten({ text: raw, back: (position) => position }, JSON_ESCAPE, unescaped);
}

/** Returns a form in which each match is changed. */
function rewritten(below: Layer, pattern: RegExp, change: (part: string) => string): Layer {
  const pieces: Piece[] = [];
  for (const { 0: part, index } of below.text.matchAll(pattern)) pieces.push([index, index + part.length, change(part)]);
  return replaced(below, pieces);
}

type Piece = readonly [start: number, end: number, made: string];

/** Returns a form in which pieces, each from one position to another, are exchanged. */
export function replaced(below: Layer, pieces: readonly Piece[]): Layer {
  if (!pieces.length) return below;
  const at: number[] = [];
  const was: number[] = [];
  const parts: string[] = [];
  let done = 0;
  let length = 0;
  for (const [start, end, made] of pieces) {
    parts.push(below.text.slice(done, start), made);
    length += start - done;
    if (made.length !== end - start) {
      at.push(length, length + made.length);
      was.push(start, end);
    }
    length += made.length;
    done = end;
  }
  const text = parts.join("") + below.text.slice(done);
  return { text, back: (position) => below.back(placeOf(position, at, was)) };
}

function placeOf(position: number, at: readonly number[], was: readonly number[]): number {
  let low = 0;
  for (let high = at.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (at[middle]! <= position) low = middle + 1;
    else high = middle;
  }
  const place = low ? was[low - 1]! + position - at[low - 1]! : position;
  return Math.min(place, was[low] ?? place);
}

/** Returns a character without its accents, as the letter it looks like; nothing for one that is not seen. */
function folded(char: string): string {
  const wide = char.normalize("NFKD");
  if (wide.length > WIDEST) return char;
  const plain = wide.replace(/[\p{M}\p{C}\u0640]/gu, "").replace(/\p{Z}/gu, " ").replace(/[\p{Pd}\u2212]/gu, "-");
  const seen = plain.replace(/[^]/gu, (part) => LOOKALIKES.get(part.toLowerCase()) ?? part);
  return seen.replace(/(?!\d)\p{Nd}/gu, (digit) => String(digitOf(digit.codePointAt(0)!)));
}

/** Counts from the zero of a script: digits follow one another by tens. */
function digitOf(point: number): number {
  let zero = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (point - zero) % 10;
}

function undone(escape: string): string {
  if (escape[0] === "%") {
    try {
      return decodeURIComponent(escape);
    } catch {
      return escape;
    }
  }
  if (/^\\u/i.test(escape)) return String.fromCharCode(parseInt(escape.slice(2), 16));
  const name = escape.slice(1).replace(";", "").toLowerCase();
  return NAMED.get(name) ?? name;
}

function unescaped(escape: string): string {
  if (escape.length > 2) return String.fromCharCode(parseInt(escape.slice(2), 16));
  return JSON_NAMED.get(escape[1]!) ?? escape[1]!;
}
