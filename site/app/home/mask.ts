// Takes secrets out of whatever was pasted, before anything else is done with it.

import { secrecyOf, type Secrecy } from "./names.ts";
import { ending, MASK, maskShapes, type Listed } from "./shapes.ts";

export { MASK, type Listed } from "./shapes.ts";

/** A text without its secrets. */
export interface Masked {
  readonly text: string;
  /** How many were masked. */
  readonly count: number;
  /** Whether only the first part was read. */
  readonly cut: boolean;
}

/** How much is read; what is beyond is dropped. */
export const LIMITS = {
  json: 5_000_000,
  text: 100_000,
  items: 200,
  nodes: 20_000,
  depth: 40,
  string: 4_000,
} as const;

/** Invisible, private and control characters that are no white space, and halves of characters. */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;
const WIDE_SPACE = /[\u00a0\u2000-\u200a\u202f\u3000]/g;
/** Of Arabic, Persian, Devanagari and Bengali writing, and the wide ones of East Asia. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10] as const;
const FOREIGN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19]/g;
const NAME = /(?<![\w.%-])(?:[A-Za-z_$]|%[0-9A-F]{2})[\w$.%-]{0,80}/gi;
const SIGN = /(?:\[[^\]\n]{0,40}\])?(?:\\{0,8}["'])?\]?\s{0,20}(?:=>|:=|[:=]|%3D)\s{0,20}/iy;
/** Ends the tag of an element, `<password>`. */
const TAG = />\s{0,20}/y;
const QUOTED = /[bru]?(\\{0,8}["'])([^]{0,4000}?)(?:(?<!\\)\1|$)/iy;
const ENCLOSED = /^([bru]?\\{0,8}["']|[[{])?([^]*?)(\\{0,8}["']|[\]}])?$/i;
/** A name as a value, with its own value behind it: `"name": "password", "value": "..."`, or a part of a form. */
const PAIRED =
  /\b(?:name|key|header|field)(?:\\{0,8}")?\s{0,5}[:=]\s{0,5}\\{0,8}"([\w.-]{1,60})\\{0,8}"(?:\s{0,20},\s{0,20}\\{0,8}"value\\{0,8}"\s{0,5}:\s{0,5}(?=\\{0,8}")|\n{2})/gi;
const VALUE_NAMES = ["name", "key", "header", "field"];
/** A value that was masked before. */
const MASKED = /^•••(?: [\p{L}\d]{4})?$/u;
const OTHER_CODE = /(?:error|status|http|reason|return|response|result|exit) $/i;
const BRACKETED = /\[[^\]]{0,4000}\]?|\{[^}]{0,4000}\}?/y;
const BARE = /(?:(?![,;][\w"']+\s?[:=])[^\s&"'<>])+/y;
/** The rest of the line, up to a field that a log has put behind it. */
const SCHEMED = /(?:(?!\s[\w.-]{1,40}=(?![=\s]|$))[^\n"'])+/y;
/** What follows on the first word, as in `password: correct horse`, up to the next field. */
const MORE = /(?:[ \t]+(?![\w.-]+\s?[:=])[^\s,;&}\])"'<>]+){0,12}/y;

/** Reads at most what the limits allow and masks it; JSON comes back as JSON, whatever the names in it. */
export function masked(pasted: string, listed: Listed): Masked {
  const tree = pasted.length <= LIMITS.json ? parsed(pasted.trim()) : null;
  if (tree !== null) return fromTree(tree, listed);
  const text = cleaned(pasted.slice(0, LIMITS.text));
  const found = maskText(text, listed);
  return { text: found, count: marks(found), cut: pasted.length > LIMITS.text };
}

/**
* Takes out what is invisible: it could hide a name, turn the writing round, or break the page. Spaces and digits
 * become plain ones, so that a number has the same shape in any script.
 */
export function cleaned(text: string): string {
  const plain = text.replace(/\r\n?/g, "\n").replace(UNSEEN, "").replace(WIDE_SPACE, " ");
  return plain.replace(FOREIGN_DIGIT, (digit) => String(digitOf(digit.codePointAt(0)!)));
}

/** Counts from the zero of a script: its ten digits follow one another. */
function digitOf(point: number): number {
  return (point - ZEROS.find((zero) => point >= zero && point < zero + 10)!) % 10;
}

function parsed(text: string): object | null {
  if (text[0] !== "{" && text[0] !== "[") return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

function fromTree(tree: object, listed: Listed): Masked {
  const walk = { nodes: 0, cut: false, listed };
  const text = JSON.stringify(maskTree(tree, null, 0, walk), null, 2);
  return { text, count: marks(text), cut: walk.cut };
}

interface Walk {
  nodes: number;
  cut: boolean;
  readonly listed: Listed;
}

function maskTree(value: unknown, secrecy: Secrecy, depth: number, walk: Walk): unknown {
  walk.nodes += 1;
  if (typeof value === "string") return maskString(value, secrecy, walk);
  if (typeof value === "number") return maskNumber(value, secrecy, walk.listed);
  if (typeof value !== "object" || !value) return value;
  if (depth >= LIMITS.depth || walk.nodes > LIMITS.nodes) {
    walk.cut = true;
    return "…";
  }
  if (Array.isArray(value)) {
    walk.cut ||= value.length > LIMITS.items;
    return value.slice(0, LIMITS.items).map((item) => maskTree(item, secrecy, depth + 1, walk));
  }
  const fields = Object.entries(value);
  walk.cut ||= fields.length > LIMITS.items;
  const told = namedValue(fields);
  // `fromEntries` makes a plain field of `__proto__` too.
  return Object.fromEntries(
    fields.slice(0, LIMITS.items).map(([name, item]) => {
      const own = /^value$/i.test(name) ? told : secrecyOf(name);
      const inside = secrecy === "secret" || secrecy === "number" ? secrecy : own;
      return [maskShapes(cleaned(name), walk.listed), maskTree(item, inside, depth + 1, walk)];
    }),
  );
}

/** Returns what a field beside says about `value`, as in `{"name": "password", "value": ...}`. */
function namedValue(fields: readonly [string, unknown][]): Secrecy {
  const found = fields.find(([name, value]) => VALUE_NAMES.includes(name.toLowerCase()) && typeof value === "string");
  return found ? secrecyOf(cleaned(found[1] as string).slice(0, 100)) : null;
}

function maskString(value: string, secrecy: Secrecy, walk: Walk): string {
  walk.cut ||= value.length > LIMITS.string;
  const text = cleaned(value.slice(0, LIMITS.string));
  const inner = parsed(text.trim());
  // JSON as a text inside JSON, as some widgets and queues pass it on.
  if (inner && !secrecy) return JSON.stringify(maskTree(inner, null, LIMITS.depth / 2, walk));
  return secrecy ? hidden(text, secrecy, walk.listed) : maskText(text, walk.listed);
}

function maskNumber(value: number, secrecy: Secrecy, listed: Listed): unknown {
  const text = String(value);
  const shown = secrecy ? hidden(text, secrecy, listed) : maskShapes(text, listed);
  return shown === text ? value : shown;
}

/** Masks a text of any form: log lines, URLs, headers, broken JSON. */
export function maskText(text: string, listed: Listed): string {
  const plain = text.replace(/\\u00([2-7][0-9a-f])/gi, (all, hex: string) => plainLetter(hex) ?? all);
  return maskShapes(maskFields(maskPairs(maskParameters(plain, listed), listed), listed), listed);
}

/** Masks what follows a name that is itself a value. */
function maskPairs(text: string, listed: Listed): string {
  const parts: string[] = [];
  let done = 0;
  for (const found of text.matchAll(PAIRED)) {
    const secrecy = secrecyOf(found[1]!);
    const start = found.index + found[0].length;
    const value = secrecy && start >= done ? at(QUOTED, text, start) || at(/[^\n]+/y, text, start) : "";
    if (!secrecy || !value) continue;
    parts.push(text.slice(done, start), hiddenPart(value, secrecy, listed));
    done = start + value.length;
  }
  return parts.join("") + text.slice(done);
}

/** Letters and digits are sometimes written as escapes, which must not hide a name. */
function plainLetter(hex: string): string | null {
  const letter = String.fromCharCode(parseInt(hex, 16));
  return /[\w@.-]/.test(letter) ? letter : null;
}

/** How deep addresses may be nested in parameters. */
const DEEPEST = 3;

/** Looks into parameters of URLs that are written with percent signs. */
function maskParameters(text: string, listed: Listed, depth = 0): string {
  return text.replace(/=([^&\s"'<>#%=]{0,2000}%[0-9A-F]{2}[^&\s"'<>#]*)/gi, (all, value: string) => {
    const plain = decoded(value);
    if (plain === null) return all;
    const isNested = depth < DEEPEST && /%[0-9A-F]{2}/i.test(plain);
    const inner = isNested ? maskParameters(plain, listed, depth + 1) : plain;
    const shown = parsed(inner) ? masked(inner, listed).text : maskShapes(maskFields(inner, listed), listed);
    if (!shown.includes(MASK)) return all;
    return `=${encodeURIComponent(shown).replaceAll(encodeURIComponent(MASK), MASK)}`;
  });
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** Masks what follows a name that says what it is: `password=`, `"token":`, `Cookie:`. */
function maskFields(text: string, listed: Listed): string {
  const parts: string[] = [];
  let done = 0;
  NAME.lastIndex = 0;
  for (let name = NAME.exec(text); name; name = NAME.exec(text)) {
    const isTag = text[name.index - 1] === "<";
    const sign = at(isTag ? TAG : SIGN, text, NAME.lastIndex);
    const secrecy = sign ? secrecyOf(name[0]) : null;
    const before = text.slice(Math.max(0, name.index - 12), name.index);
    if (!sign || !secrecy || (secrecy === "code" && OTHER_CODE.test(before))) continue;
    const start = NAME.lastIndex + sign.length;
    const value = valueAt(text, start, sign, secrecy, name[0]);
    if (!value) continue;
    parts.push(text.slice(done, start), hiddenPart(value, secrecy, listed));
    done = start + value.length;
    NAME.lastIndex = Math.max(done, NAME.lastIndex);
  }
  return parts.join("") + text.slice(done);
}

function valueAt(text: string, start: number, sign: string, secrecy: Secrecy, name: string): string {
  if (/cookie$/i.test(name)) return at(/[^\n"']+/y, text, start) || at(QUOTED, text, start);
  if (/authorization$/i.test(name)) return at(SCHEMED, text, start) || at(QUOTED, text, start);
  if (sign.startsWith(">")) return at(/[^<]+/y, text, start);
  const closed = at(QUOTED, text, start) || at(BRACKETED, text, start);
  if (closed) return closed;
  const word = at(BARE, text, start);
  const isProse = secrecy === "secret" && /:\s/.test(sign);
  return word && isProse && !/[,;]$/.test(word) ? word + at(MORE, text, start + word.length) : word;
}

function at(pattern: RegExp, text: string, start: number): string {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? "";
}

/** Masks a value with its quotes or brackets left as they are. */
function hiddenPart(value: string, secrecy: Secrecy, listed: Listed): string {
  const [, open = "", inner = "", close = ""] = ENCLOSED.exec(value) ?? [];
  if (/^[[{]/.test(open)) return `${open}"${MASK}"${close}`;
  const tail = open ? "" : (/[,;)}\]]+$/.exec(inner)?.[0] ?? "");
  const text = inner.slice(0, inner.length - tail.length);
  const words = text.includes(" ") && secrecy === "secret" ? text.split(/(\s+)/) : [text];
  const shown = words.map((word) => (/^\s*$/.test(word) ? word : hidden(word, secrecy, listed))).join("");
  return open + shown.replace(/(?:•••\s+)+(?=•••)/g, "") + tail + close;
}

/** Returns what may be shown of a value; a code of the spec always may. */
function hidden(text: string, secrecy: Secrecy, listed: Listed): string {
  const isWord = /^(?:|null|true|false|none|undefined)$/i.test(text);
  if (isWord || MASKED.test(text) || (listed(text) && (secrecy === "code" || /[_.]/.test(text)))) return text;
  if (secrecy === "number") return ending(text);
  if (secrecy === "digits") return /^\d[\d -]{4,}$/.test(text) ? ending(text) : text;
  return secrecy === "code" && isCodeLike(text) ? text : MASK;
}

/** Whether the value of a field named `code` reads like that of an error, and not like one to log in with. */
function isCodeLike(text: string): boolean {
  return /^(?:[A-Za-z_][A-Za-z_.: -]{0,80}|\d{1,3}|[A-Z]{1,4}[-_]?\d{1,5})$/.test(text);
}

function marks(text: string): number {
  return text.split(MASK).length - 1;
}
