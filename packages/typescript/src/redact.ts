/** Takes the secrets out of payloads and logs, by the rules of the spec. */

import { bytesOf, textOf } from "./redaction-bytes.js";
import { DEEPEST, maskText } from "./redaction-cuts.js";
import { labelsIn, labelsInTurn, plain } from "./redaction-fields.js";
import { MASK, type Label } from "./redaction-rules.js";

export { MASK } from "./redaction-rules.js";

/** What was masked already: the same object may be in several places, and in itself. */
type Seen = Map<Label | null, Map<string, Map<object, unknown>>>;

/**
 * Returns a copy of a payload or a text in which secrets are masked; nothing that is given is changed.
 *
 * `payload` may be text, a URL, a line of a log with JSON in it, bytes, or any tree of objects, arrays, maps and sets,
 * headers, forms and parameters of queries. Keys stay, but for a key that is itself a secret. Secrets are cut out of text;
 * the rest of it stays as it is written, and JSON stays JSON. A pair of a name and a value, as in a list of headers, is
 * masked as a field is. Numbers that are masked become text. Dates, booleans, null and undefined stay as they are;
 * functions, symbols and errors come back as their masked text. It never throws.
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
    if (typeof value === "string") return maskText(value, label);
    if (value instanceof Uint8Array) return bytesOf(maskText(textOf(value), label));
    if (typeof value === "object" && !(value instanceof Error || value instanceof URL)) return once(value, label, parent, depth, seen);
    const text = value instanceof Error ? (value.stack ?? String(value)) : String(value);
    const shown = maskText(text, label);
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
  const fields = (found: readonly Field[]): Field[] => {
    const names = found.map(([name]) => plain(name));
    const said = labelsIn(names, () => textsIn(found.map(([, item]) => item)), label, parent);
    return found.map(([key, item], index) => [maskText(key), valueOf(item, said[index]!, names[index]!, depth, seen)]);
  };
  if (!Array.isArray(items)) return objectOf(fields(fieldsOf(value)));
  if (items.length && items.every(isPair)) return fields(items);
  const said = label ? items.map(() => label) : labelsInTurn(textsIn(items));
  return items.map((item, index) => valueOf(item, said[index]!, parent, depth, seen));
}

type Field = [name: string, value: unknown];

/** Returns names and values of an object, a map, headers, a form, or the parameters of a query. */
function fieldsOf(value: object): Field[] {
  if (typeof Request !== "undefined" && value instanceof Request) {
    return Object.entries({ method: value.method, url: value.url, headers: value.headers });
  }
  const { entries } = value as { entries?: unknown };
  if (typeof entries !== "function" || !(Symbol.iterator in value)) return Object.entries(value);
  return [...(value as Iterable<Field>)].map(([key, item]) => [String(key), item]);
}

/** Returns an object; what has the same name becomes a list. */
function objectOf(fields: readonly Field[]): Record<string, unknown> {
  const all = new Map<string, unknown[]>();
  for (const [name, value] of fields) all.set(name, [...(all.get(name) ?? []), value]);
  // `fromEntries` makes a plain field of `__proto__` too.
  return Object.fromEntries([...all].map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
}

/** Whether a value is a name and what has it. */
function isPair(value: unknown): value is Field {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string";
}

function textsIn(values: readonly unknown[]): (string | null)[] {
  return values.map((value) => (typeof value === "string" ? value : null));
}
