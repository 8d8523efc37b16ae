/** Finds secrets in text of any form: log lines, URLs, headers, markup, prose. */

import { FILLERS, fits, isListed, labelOf, MASK, matched, mayEndName, STATES, type Label } from "./redaction-rules.js";
import { shapesIn } from "./redaction-shapes.js";
import { tailOf, type Add, type Extent } from "./redaction-spans.js";

/** Characters before a value in prose among which its name is looked for. */
const BEFORE = 60;
/** Behind each name in the grammar, there is one of these; characters behind the last of them that may matter. */
const SIGNS = [...":=>|\t\n"];
const BEHIND = 30;
/** Behind each name that is a value itself, there is one of these. */
const VALUE = /value|\n\n/i;
const NUMERIC = /^[+(]?[A-Za-z]{0,4}\d[\w()/.-]{0,60}$/;
/** What may be before the first digit of a number, such as the letters of a country. */
const PREFIX = /^[A-Za-z]{1,4}$/;
const TRAILING = /[,;|)}\]]*$/;
const BRACKET = /"(?:[^"\\\n]|\\[^])*"?|'[^'\n]*'?|[[{(\]})]/g;
const PARTICIPLE = /^(?:\w+(?:ed|ing|ly|ble)|.*[^\w.!?#$%&*+-].*)$/i;

/** Finds what is masked in a text in its plain form, whose own name may say that it is spared. */
export function noteSpans(text: string, isAllSpared: boolean, add: Add): void {
  const spared: Extent[] = isAllSpared ? [[0, text.length]] : [];
  labeled(text, "label", spared, add);
  if (VALUE.test(text)) labeled(text, "pair", spared, add);
  beside(text, add);
  shapesIn(text, spared, add);
}

/** Finds the values behind `password=`, `"token":`, `Cookie:`, `<pin>`, or behind `name=password value=`; notes what is spared. */
function labeled(text: string, way: "label" | "pair", spared: Extent[], add: Add): void {
  const head = text.slice(0, Math.max(...SIGNS.map((sign) => text.lastIndexOf(sign))) + BEHIND);
  let position = 0;
  for (let found = matched(way, head, 0); found; found = matched(way, head, position)) {
    const [all, name, quote = ""] = found;
    const isValue = position > 0 && found.index === position && /\S/.test(text[position - 1]!);
    position = found.index + all.length;
    const label = labelOf(isValue ? name!.replace(/^\S+ /, "") : name!);
    const sign = signOf(all, name!, quote);
    const isTag = sign.trimStart()[0] === ">";
    if (!label || (isTag && text[found.index - 1] !== "<") || (sign.includes("\n") && isLabelAt(text, position))) continue;
    const [start, end, after] = valueAt(text, position, label, sign);
    const value = text.slice(start, end);
    if (isSpared(value, label)) spared.push([start, end]);
    if (!value || label.spares || (/[\t|]/.test(sign) && labelOf(value))) continue;
    const isBracket = start === position && /^[[{(]/.test(value);
    const shown = isBracket ? bracketed(value) : hidden(value, label);
    if (shown === null) continue;
    add(start, end, shown, start === position ? quote : "");
    position = after;
  }
}

/** Returns what is between a name with its quote and its value. */
function signOf(all: string, name: string, quote: string): string {
  const rest = all.slice(all.lastIndexOf(name) + name.length);
  return quote ? rest.slice(rest.lastIndexOf(quote) + quote.length) : rest;
}

function isLabelAt(text: string, position: number): boolean {
  return matched("label", text.slice(position, position + 300), 0)?.index === 0;
}

function bracketed(value: string): "" | null {
  return value.slice(1, -1).replace(/[ "'`\\]/g, "") === MASK ? null : "";
}

/** Whether a name says that a value only looks like a secret. */
export function isSpared(value: string, label: Label | null): boolean {
  return Boolean(label?.spares && (!label.only || fits(label.only, value)));
}

/** Returns what is shown of a value, which may be nothing; null if its name is no reason to mask it. */
export function hidden(value: string, label: Label): string | null {
  if (label.masks === false || /^(?:null|true|false|none|undefined|nil|)$/i.test(value) || /^•••(?: [\p{L}\p{N}]{1,4})?$/u.test(value)) return null;
  const isState = /^[A-Z]+(?:_[A-Z]+)+$/.test(value) && value.split("_").some((part) => STATES.has(part.toLowerCase()));
  const isKept = (pattern: string): boolean => isListed(value) || STATES.has(value.toLowerCase()) || fits(pattern, value);
  if (isState || (label.keeps && isKept(label.keeps))) return null;
  if (label.only && !fits(label.only, value)) return null;
  return label.ends ? tailOf(value) : "";
}

type Found = readonly [start: number, end: number, after: number];

/** Returns where a value starts and ends without its quotes, and where it ends with them. */
function valueAt(text: string, start: number, label: Label, sign: string): Found {
  const quoted = matched("quoted", text, start);
  if (quoted) {
    const inner = quoted[2] ?? quoted[3] ?? "";
    const opened = start + quoted[0].indexOf(quoted[1]!) + quoted[1]!.length;
    return [opened, opened + inner.length, start + quoted[0].length];
  }
  if (/[[{(]/.test(text[start] ?? "")) return inBrackets(text, start, label);
  const part = label.line ? "line" : sign.trimStart()[0] === ">" ? "tag" : "bare";
  const found = matched(part, text, start)?.[0] ?? "";
  const end = start + (label.line ? found.length : bareLength(text, start, found, label, sign));
  return [start, end, end];
}

/** Returns how long a value without quotes is: a number has further groups, a sentence further words. */
function bareLength(text: string, start: number, word: string, label: Label, sign: string): number {
  const isProse = label.masks !== false && !label.ends && !label.keeps && /:.*\s$/s.test(sign);
  const way = isProse ? "more" : NUMERIC.test(word) || (label.only && PREFIX.test(word)) ? "groups" : null;
  const rest = way && !/[,;]$/.test(word) ? matched(way, text, start + word.length)?.[0] : null;
  return rest ? word.length + rest.length : word.replace(TRAILING, "").length;
}

/** Returns the extent of what is in brackets, if the name says something of it. */
function inBrackets(text: string, start: number, label: Label): Found {
  const isCall = text[start] === "(";
  if (isCall ? !/["']/.test(text[start + 1] ?? "") : !label.below && text[start] !== "[") return [start, start, start];
  let depth = 0;
  BRACKET.lastIndex = start;
  for (let part = BRACKET.exec(text); part; part = BRACKET.exec(text)) {
    depth += Number("[{(".includes(part[0])) - Number("]})".includes(part[0]));
    if (depth === 0) return [start, BRACKET.lastIndex, BRACKET.lastIndex];
  }
  return [start, text.length, text.length];
}

/** Finds the values in prose: `password hunter22`, `the code is 482910`. */
function beside(text: string, add: Add): void {
  let position = 0;
  for (let found = matched("beside", text, 0); found; found = matched("beside", text, position)) {
    position = found.index + found[0].length;
    const isStated = /\p{L}/u.test(found[1]!);
    const word = found[2]!.replace(/[.!?]+$/, "");
    const label = isStated || /\d/.test(word) || PREFIX.test(word) ? labelBefore(text, found.index) : null;
    if (!label || label.line) continue;
    const isNumber = label.only || /\d/.test(word);
    const value = word + (isNumber ? (matched("groups", text, position + word.length)?.[0] ?? "") : "");
    if (!givesAway(value, label, isStated)) continue;
    const shown = hidden(value, label);
    if (shown !== null) add(position, position + value.length, shown);
  }
}

/** Returns what the name before a verb says; the words between them do not count. */
function labelBefore(text: string, end: number): Label | null {
  const line = text.slice(Math.max(0, end - BEFORE), end).split("\n").at(-1)!;
  const words = line.split(" ").slice(-7);
  if (!mayEndName(words.at(-1)!) && !FILLERS.has(words.at(-1)!.toLowerCase())) return null;
  let label = labelOf(words.join(" "));
  while (!label && words.length > 1 && FILLERS.has(words.pop()!.toLowerCase())) label = labelOf(words.join(" "));
  return label;
}

/** Whether a word in prose is a value, and not a word about it. */
function givesAway(word: string, label: Label, isStated: boolean): boolean {
  if (STATES.has(word.toLowerCase())) return false;
  if (/\d/.test(word)) return word.length > 3 || Boolean(label.keeps) || isStated;
  return isStated && !label.keeps && !label.ends && !PARTICIPLE.test(word);
}
