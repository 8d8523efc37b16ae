/** Parts of a text that are masked, and how what is left of them is put together. */

import { replaced, type Layer } from "./redaction-layers.js";
import { MASK } from "./redaction-rules.js";

/** A part of a text that is masked, what of it is shown, and what to put around it so that JSON stays JSON. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly tail: string;
  readonly quote: string;
}

/** Where a part of a text starts and ends. */
export type Extent = readonly [start: number, end: number];

/** Notes a part that is to be masked. */
export type Add = (start: number, end: number, tail: string, quote?: string) => void;

/** Characters of a number from which its end may be shown. */
const LEAST = 8;

/** Returns the last four characters of a number; nothing of a short one. */
export function tailOf(number: string): string {
  const plain = number.replace(/[^a-z0-9]/gi, "");
  return plain.length >= LEAST ? plain.slice(-4) : "";
}

/** Returns a text with its parts masked, which are in order; the very same text if there are none. */
export function spliced(text: string, spans: readonly Span[]): string {
  return spans.length ? cut(text, spans).text : text;
}

/** Returns parts of a text and those of what is left of it, each as a whole where they overlap. */
export function joined(text: string, spans: readonly Span[], more: readonly Span[]): Span[] {
  const { back } = cut(text, spans);
  const all = [...spans, ...more.map((span) => ({ ...span, start: back(span.start), end: back(span.end) }))];
  return merged(all);
}

function cut(text: string, spans: readonly Span[]): Layer {
  const pieces = spans.map(({ start, end, tail, quote }) => {
    return [start, end, `${quote}${MASK}${tail && ` ${tail}`}${quote}`] as const;
  });
  return replaced({ text, back: (position) => position }, pieces);
}

function merged(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.start - right.start || right.end - left.end)) {
    const last = found.at(-1);
    if (!last || span.start >= last.end) found.push(span);
    else if (span.end > last.end) found[found.length - 1] = { ...last, end: span.end, tail: "" };
    else if (span.end === last.end && !span.tail) found[found.length - 1] = { ...last, tail: "" };
  }
  return found;
}
