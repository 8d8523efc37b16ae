// From what was pasted, and masked, to what the package makes of it.

import type { Classification } from "linkcodes/classification";
import type { Decoded, Outcome } from "linkcodes/runtime";
import { resolveOutcome } from "linkcodes/runtime";
import { ENTRIES, type Entry } from "./codes.ts";
import { escaped } from "./locate.ts";

/** Something that was recognized. */
export interface Reading {
  readonly outcome: Outcome;
  /** Where in the paste: a line, or the JSON pointer of a part; null for all of it. */
  readonly where: string | null;
}

const MOST = { lines: 500, items: 50, parts: 2_000, depth: 3 } as const;

/** Reads JSON, a URL, one or several log lines, or any text; empty where nothing is recognized. */
export function readAll(text: string, depth = 0): readonly Reading[] {
  const json = depth < MOST.depth ? jsonIn(text) : undefined;
  if (typeof json === "string") return readAll(json, depth + 1);
  if (typeof json === "object" && json) return inJson(json);
  return inLines(text) ?? inWhole(text);
}

function jsonIn(text: string): unknown {
  if (!/^\s*["{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Takes lines one by one where several of them carry something of their own. */
function inLines(text: string): readonly Reading[] | null {
  const lines = text.split("\n", MOST.lines);
  if (lines.length < 2) return null;
  const found = lines.flatMap((line, index) =>
    line.trim() ? inWhole(line).map(({ outcome }) => ({ outcome, where: `line ${index + 1}` })) : [],
  );
  const payloads = found.filter(({ outcome }) => outcome.decoded.payload !== null);
  if (payloads.length > 1) return payloads;
  const isOnePayload = resolveOutcome(text).decoded.payload !== null;
  return found.length > 1 && !isOnePayload && !payloads.length ? found.slice(0, MOST.items) : null;
}

/** Reads a text as it is, then as if it had been put in quotes or into an address. */
function inWhole(text: string): readonly Reading[] {
  for (const form of [() => text, unquoted, unescaped]) {
    const plain = form(text);
    const outcome = plain === null ? null : resolveOutcome(plain);
    if (outcome && isRecognized(outcome)) return [{ outcome, where: null }];
  }
  return [];
}

function unquoted(text: string): string | null {
  return text.includes('\\"') ? text.replaceAll('\\"', '"') : null;
}

function unescaped(text: string): string | null {
  if (!/%(?:22|3D|7B)/i.test(text)) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Reads the whole, else the parts that are payloads of their own; words in it are no evidence, but a hint. */
function inJson(json: object): readonly Reading[] {
  const whole = resolveOutcome(json);
  if (isPayload(whole)) return [{ outcome: whole, where: null }];
  return partsOf(json);
}

/** Goes through the parts, outer ones first, and not into those that were recognized. */
function partsOf(json: object): readonly Reading[] {
  const found: Reading[] = [];
  const left: [string, unknown][] = [["", json]];
  for (let next = 0; next < left.length && next < MOST.parts && found.length < MOST.items; next++) {
    const [pointer, held] = left[next]!;
    const part = typeof held === "string" ? jsonIn(held) : held;
    if (typeof part !== "object" || !part) continue;
    const outcome = pointer ? resolveOutcome(part) : null;
    if (outcome && isPayload(outcome)) found.push({ outcome, where: pointer });
    else for (const [key, value] of Object.entries(part)) left.push([`${pointer}/${escaped(key)}`, value]);
  }
  return found;
}

function isRecognized({ decoded }: Outcome): boolean {
  return decoded.payload !== null ? !isForeign(decoded) : decoded.classifications.length > 0;
}

function isPayload(outcome: Outcome): boolean {
  return outcome.decoded.payload !== null && isRecognized(outcome);
}

/** Whether it was taken for a payload by a number where codes are words: mostly an HTTP status in a field `status`. */
function isForeign({ classifications }: Decoded): boolean {
  const isOdd = ({ known, raw, provider, vocabulary }: Classification): boolean =>
    !known && typeof raw === "number" && !hasNumbers(provider, vocabulary);
  return classifications.length > 0 && classifications.every(isOdd);
}

function hasNumbers(provider: string | null, vocabulary: string | null): boolean {
  const isIn = (entry: Entry): boolean => entry.provider.id === provider && entry.vocabulary === vocabulary;
  return ENTRIES.some((entry) => isIn(entry) && typeof entry.code.value === "number");
}
