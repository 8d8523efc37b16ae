/** Takes the secrets out of payloads and logs, by the rules of the spec. */

import { layersOf } from "./redaction-layers.js";
import { labelOf, MASK, type Label } from "./redaction-rules.js";
import { hidden, masked, maskText } from "./redaction-text.js";

export { MASK } from "./redaction-rules.js";

/** Levels that are walked; what is below is masked as a whole. */
const DEEPEST = 100;
const NAMES = /^(?:name|key|header|field)$/i;

/** What was masked already: the same object may be in several places, and in itself. */
type Seen = Map<Label | null, Map<string, Map<object, unknown>>>;

/**
 * Returns a copy of a payload or a text in which secrets are masked; nothing that is given is changed.
 *
 * `payload` may be text, a URL, a line of a log with JSON in it, bytes, or any tree of objects, arrays, maps and sets.
 * Keys stay, but for a key that is itself a secret. Text that is JSON comes back as JSON, in a compact form if
 * something in it was masked. Numbers that are masked become text. Dates, booleans, null and undefined stay as they are; functions,
 * symbols and errors come back as their masked text. It never throws.
 *
 * Masked are passwords, keys, tokens, cookies, one-time codes, answers, contacts and personal data in fields that say so,
 * and whatever has the shape of such a secret, in any field: keys of well-known issuers, JSON Web Tokens, email
 * addresses, phone numbers, numbers of accounts and cards. Of these numbers the last four characters are shown. Codes,
 * statuses, times, amounts and UUIDs stay. The guide "Mask secrets" says what is promised.
 */
export function redact(payload: string): string;
export function redact(payload: unknown): unknown;
export function redact(payload: unknown): unknown {
  return valueOf(payload, null, "", 0, new Map());
}

/** Returns a value masked; `label` is what the names above it say, and `parent` is the last of these. */
function valueOf(value: unknown, label: Label | null, parent: string, depth: number, seen: Seen): unknown {
  try {
    if (value === null || value === undefined || typeof value === "boolean" || value instanceof Date) return value;
    if (typeof value === "string") return textOf(value, label);
    if (value instanceof Uint8Array) return new TextEncoder().encode(textOf(new TextDecoder().decode(value), label));
    if (typeof value === "object" && !(value instanceof Error)) return once(value, label, parent, depth, seen);
    const text = value instanceof Error ? (value.stack ?? String(value)) : String(value);
    const shown = textOf(text, label);
    return shown === text && /number|bigint/.test(typeof value) ? value : shown;
  } catch {
    return MASK;
  }
}

function once(value: object, label: Label | null, parent: string, depth: number, seen: Seen): unknown {
  if (!seen.has(label)) seen.set(label, new Map());
  const known = seen.get(label)!;
  if (!known.has(parent)) known.set(parent, new Map());
  const made = known.get(parent)!;
  if (!made.has(value)) {
    made.set(value, MASK); // what is inside itself is masked there
    if (depth < DEEPEST) made.set(value, copyOf(value, label, parent, depth + 1, seen));
  }
  return made.get(value);
}

function copyOf(value: object, label: Label | null, parent: string, depth: number, seen: Seen): unknown {
  const items = value instanceof Set ? [...value] : value;
  if (Array.isArray(items)) return items.map((item) => valueOf(item, label, parent, depth, seen));
  const fields: [string, unknown][] = value instanceof Map ? [...value].map(([key, item]) => [String(key), item]) : Object.entries(value);
  const named = fields.find(([name, item]) => NAMES.test(name) && typeof item === "string");
  const told = named ? labelOf(plain(named[1] as string)) : null;
  // `fromEntries` makes a plain field of `__proto__` too.
  return Object.fromEntries(
    fields.map(([key, item]) => {
      const name = plain(key);
      const own = (/^value$/i.test(name) && told) || labelOf(`${parent} ${name}`);
      return [textOf(key, null), valueOf(item, label?.below ? label : own, name, depth, seen)];
    }),
  );
}

/** Returns a name in its plain form, with its escapes undone. */
function plain(name: string): string {
  return layersOf(name.slice(-200)).at(-1)!.text;
}

function textOf(text: string, label: Label | null): string {
  const shown = label && hidden(layersOf(text)[0]!.text.trim(), label);
  if (shown !== null) return masked(shown);
  const found = label ? null : jsonIn(text);
  if (!found) return maskText(text);
  const whole = JSON.stringify(found);
  const made = JSON.stringify(redact(found));
  return made === whole ? text : made;
}

/** Returns what a text contains if it is a JSON object or list. */
function jsonIn(text: string): object | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}
