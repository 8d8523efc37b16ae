// Links that contain an answer, and never what was pasted.

import type { Classification } from "linkcodes/classification";
import type { Verdict } from "linkcodes/runtime";
import type { Provider, Vocabulary } from "linkcodes/index";
import { classify } from "linkcodes/runtime";
import { entryOf, meaningsOf } from "./codes.ts";
import type { Reading } from "./read.ts";
import { isVerdict } from "./texts.ts";

/** Begins the part of an address in which codes are shared. */
const MARK = "#codes:";
const MOST = 40;
/** What may be in a link: nothing that could be anything but a code. */
const PLAIN = /^[\w.:-]{1,80}$/;

/** What a link says. */
export interface Shared {
  readonly provider: string | null;
  readonly payload: string | null;
  readonly verdict: Verdict;
  readonly classifications: readonly Classification[];
}

/** Writes what was recognized into the last part of an address. */
export function fragmentOf(readings: readonly Reading[]): string {
  const first = readings.length === 1 ? readings[0]!.outcome : undefined;
  const known: [string, string][] = [
    ["provider", first?.decoded.provider ?? ""],
    ["payload", first?.decoded.payload ?? ""],
    ["verdict", first?.verdict ?? ""],
  ];
  const codes = readings.flatMap(({ outcome: { because, decoded } }) => {
    const head = because ?? decoded.head; // which decides
    return head ? [head, ...decoded.classifications] : decoded.classifications;
  });
  return MARK + [...known.filter(([, value]) => value).map((field) => field.join("=")), ...fieldsOf(codes)].join("&");
}

/** Writes codes into the last part of an address; nothing if none of them can be there. */
export function fragmentOfCodes(codes: readonly Classification[]): string {
  const fields = fieldsOf(codes);
  return fields.length ? MARK + fields.join("&") : "";
}

function fieldsOf(codes: readonly Classification[]): readonly string[] {
  return [...new Set(codes.flatMap(written))].slice(0, MOST).map((code) => `code=${code}`);
}

/** Whether the end of an address has codes. */
export function hasCodes(hash: string): boolean {
  return hash.startsWith(MARK);
}

/** A code with what is needed to look it up: provider, vocabulary, kind and text of the value, meaning. */
function written({ provider, vocabulary, raw, context }: Classification): string[] {
  const kind = typeof raw === "number" ? "n" : "t";
  const parts = [provider ?? "", vocabulary ?? "", kind, String(raw ?? ""), context ?? ""];
  const isPlain = PLAIN.test(String(raw)) && parts.every((part) => part === "" || PLAIN.test(part));
  return isPlain && (typeof raw === "number" || typeof raw === "string") ? [parts.join("~")] : [];
}

/** Reads such a link; null for any other. */
export function sharedIn(hash: string): Shared | null {
  if (!hasCodes(hash) || hash.length > 10_000) return null;
  const fields = new URLSearchParams(hash.slice(MARK.length));
  const verdict = fields.get("verdict") ?? "";
  return {
    provider: fields.get("provider"),
    payload: fields.get("payload"),
    verdict: isVerdict(verdict) ? verdict : "unknown",
    classifications: fields.getAll("code").slice(0, MOST).flatMap(read),
  };
}

function read(code: string): Classification[] {
  const [provider = "", vocabulary = "", kind, text = "", context = ""] = code.split("~");
  if (!PLAIN.test(text)) return [];
  // An address may contain anything; what is not listed is reported as that.
  const asked = { vocabulary: vocabulary as Vocabulary };
  const found = classify(provider as Provider, kind === "n" ? Number(text) : text, asked);
  const entry = context ? entryOf(found) : undefined;
  return [entry ? (meaningsOf(entry).find((item) => item.context === context) ?? found) : found];
}
