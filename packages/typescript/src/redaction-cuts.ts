/** Finds what is masked in a text that is JSON or has JSON in it, and cuts it out; the rest stays as it is. */

import { labelsIn, labelsInTurn, plain, type Texts } from "./redaction-fields.js";
import { jsonText, layersOf } from "./redaction-layers.js";
import { read, type Item, type Node } from "./redaction-nodes.js";
import type { Label } from "./redaction-rules.js";
import { joined, spliced, type Add, type Span } from "./redaction-spans.js";
import { hidden, isSpared, noteSpans } from "./redaction-text.js";

/** Levels that are walked; what is below is masked as a whole. */
export const DEEPEST = 100;
/** How often at most a text is looked at: what was masked may have hidden the beginning of another secret. */
const PASSES = 6;
/** What is a secret only under a secret's name: a word, a number, a date, a time, a UUID. */
const DULL =
  /^(?:[A-Za-z_]{0,19}|-?\d{1,8}(?:\.\d{1,2})?|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?)?|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;
/** What JSON has in which a name and its value are apart; other names are found as in any text. */
const APART = /value|[[(][ \t\r\n]*[bru]?["']/i;
const OPENING = /[{[(]/g;

type Labels = readonly (Label | null)[];

/** Returns a text without its secrets, and the very same one if there are none. */
export function maskText(text: string, label: Label | null = null): string {
  return spliced(text, cuts(text, label));
}

/** Returns what is masked in a text, in order; `label` is what its name says. Takes time in proportion to its length. */
export function cuts(text: string, label: Label | null = null): Span[] {
  const shown = label && label.masks !== false ? hidden(layersOf(text)[0]!.text.trim(), label) : null;
  if (shown !== null) return [{ start: 0, end: text.length, tail: shown, quote: "" }];
  let found: Span[] = [];
  for (let pass = DULL.test(text) ? PASSES : 0; pass < PASSES; pass++) {
    const { spans, isAll } = once(spliced(text, found), isSpared(text, label));
    if (spans.length) found = joined(text, found, spans);
    if (isAll) break;
  }
  return found;
}

/**
 * Finds what is masked in JSON, in a text, or in a text behind lines of JSON; says whether nothing more would be found if
 * that were masked.
 */
function once(text: string, spared: boolean): { spans: Span[]; isAll: boolean } {
  const spans: Span[] = [];
  const add: Add = (start, end, tail, quote = "") => void spans.push({ start, end, tail, quote });
  let isAll = true;
  let start = afterSpace(text, 0);
  while (text[start] === "{" || text[start] === "[") {
    const { root, at, isWhole } = read(text, start);
    const after = afterSpace(text, at);
    if (!isWhole || (after < text.length && !text.slice(at, after).includes("\n"))) break;
    const walk = new Walk(text, true, add);
    walk.value(root);
    isAll &&= !walk.hidesMore;
    start = after;
  }
  const before = spans.length;
  if (start < text.length) inText(text.slice(start), spared, (from, to, tail, quote) => add(from + start, to + start, tail, quote));
  return { spans, isAll: isAll && spans.length === before };
}

function afterSpace(text: string, start: number): number {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = start;
  space.test(text);
  return space.lastIndex;
}

function inText(text: string, spared: boolean, add: Add): void {
  for (const { text: layer, back } of layersOf(text)) {
    const addBack: Add = (start, end, tail, quote) => add(back(start), back(end), tail, quote);
    noteSpans(layer, spared, addBack);
    embedded(layer, addBack);
  }
}

/** Finds the values that have a name in JSON in a text, where the name may come after the value. */
function embedded(text: string, add: Add): void {
  if (!APART.test(text)) return;
  OPENING.lastIndex = 0;
  for (let opening = OPENING.exec(text); opening; opening = OPENING.exec(text)) {
    const end = OPENING.lastIndex;
    const { root, at } = read(text, opening.index);
    new Walk(text, false, add).value(root);
    OPENING.lastIndex = Math.max(at, end);
  }
}

/** Finds what is masked in JSON: all of it, or what has the name of a secret. */
class Walk {
  readonly #names = new Map<string, string>();
  readonly #clean = new Map<Label | null, Set<string>>();
  /** What values look like when they are masked. */
  readonly #masked = new Map<Node, string>();
  /** Whether more may be found when all this is masked: names, or values that say what others are. */
  hidesMore = false;

  constructor(
    readonly text: string,
    readonly isAll: boolean,
    readonly add: Add,
  ) {}

  /** Looks at a value; `quote` is for a number that becomes text. Returns whether it is not masked itself. */
  value(node: Node, label: Label | null = null, parent = "", quote = '"', depth = 0): boolean {
    if (!node.items) return this.#leaf(node, label, quote);
    if (depth < DEEPEST) this.#fields(pairsOf(node.items) ?? node.items, label, parent, depth + 1);
    else if (this.isAll) {
      this.add(node.start, node.end, "", quote);
      this.hidesMore = true;
    }
    return true;
  }

  #fields(fields: readonly Item[], label: Label | null, parent: string, depth: number): void {
    const names = fields.map(([name]) => name && this.#name(name));
    const said = this.#labels(names, fields, label, parent);
    let areClean = true;
    for (const [index, [key, value]] of fields.entries())
      if (!this.value(value, said[index]!, names[index] ?? parent, key ? key.sign : '"', depth)) areClean = false;
    if (areClean || this.hidesMore) return;
    this.hidesMore = startsWithNumber(fields) || this.#tellsMore(fields, said, this.#labels(names, fields, label, parent));
  }

  /** Says whether something is found by what is said of values when some of them are masked. */
  #tellsMore(fields: readonly Item[], said: Labels, more: Labels): boolean {
    return fields.some(([, value], index) => {
      if (more[index] === said[index]) return false;
      return value.items || inQuotes(this.#textOf(value) ?? this.#shown(value), value.sign, more[index]!).length > 0;
    });
  }

  #labels(names: Texts, fields: readonly Item[], label: Label | null, parent: string): Labels {
    const texts = (): Texts => fields.map(([, value]) => this.#textOf(value));
    return !label && names[0] === null ? labelsInTurn(texts()) : labelsIn(names, texts, label, parent);
  }

  /** Returns a text as far as it is known not to be a secret. */
  #textOf(value: Node): string | null {
    return this.#masked.get(value) ?? (isQuoted(value) ? this.#shown(value) : null);
  }

  /** Returns a name in its plain form; it may be a secret itself. */
  #name(node: Node): string {
    const raw = this.#shown(node);
    const known = this.#names.get(raw);
    if (known !== undefined) return known;
    const name = plain(raw);
    if (this.#leaf(node, null, "")) this.#names.set(raw, name);
    else this.hidesMore = true;
    return name;
  }

  #shown(node: Node): string {
    return this.text.slice(node.start, node.end);
  }

  /** Looks at a text, a number or a word; returns whether nothing of it is masked. */
  #leaf(node: Node, label: Label | null, quote: string): boolean {
    const { start, end, sign } = node;
    const raw = this.text.slice(start, end);
    const masks = label !== null && label.masks !== false;
    let clean = this.#clean.get(label);
    if (!clean) this.#clean.set(label, (clean = new Set()));
    if (clean.has(raw) || !(masks || this.isAll)) return true;
    let found = inLeaf(raw, sign, label);
    if (!found.length) {
      clean.add(raw);
      return true;
    }
    if (!sign) found = [{ start: 0, end: raw.length, tail: found.at(-1)!.tail, quote }];
    for (const span of found) this.add(span.start + start, span.end + start, span.tail, span.quote);
    const shown = spliced(raw, found);
    this.#masked.set(node, shown);
    const isWhole = !found[0]!.start && found[0]!.end === raw.length;
    if (!(sign || quote) || (!isWhole && inQuotes(shown, sign, label).length)) this.hidesMore = true;
    return false;
  }
}

/** Says whether two values are a pair if the first is masked: it is text then, which may be a name. */
function startsWithNumber(fields: readonly Item[]): boolean {
  const [key, first] = fields[0]!;
  return fields.length === 2 && !key && !first.sign;
}

/**
 * By what their names say, short texts in JSON in which nothing is masked: logs are full of them. A text of which
 * something is masked is never kept.
 */
const known = new Map<Label | null, Set<string>>();
const SHORT = 40;
const MOST_KNOWN = 8192;
let count = 0;

/** Returns what is masked in a text, which is remembered if it is short and nothing is. */
function inLeaf(raw: string, quote: string, label: Label | null): Span[] {
  const clean = known.get(label);
  if (clean?.has(raw)) return [];
  const found = inQuotes(raw, quote, label);
  if (!found.length && raw.length <= SHORT && !raw.includes("\\")) remember(raw, label);
  return found;
}

function remember(raw: string, label: Label | null): void {
  if (count === MOST_KNOWN) {
    known.clear();
    count = 0;
  }
  count++;
  const clean = known.get(label);
  if (clean) clean.add(raw);
  else known.set(label, new Set([raw]));
}

/** Returns what is masked in a text that may have escapes, which what is put into it has, too. */
function inQuotes(raw: string, quote: string, label: Label | null): Span[] {
  if (!quote || !raw.includes("\\")) return cuts(raw, label);
  const { text, back } = jsonText(raw);
  return cuts(text, label).map((span) => ({
    start: back(span.start),
    end: back(span.end),
    tail: span.tail,
    quote: span.quote.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`),
  }));
}

function isQuoted({ sign }: Node): boolean {
  return sign === '"' || sign === "'";
}

/** Returns the values of a list of pairs with their names; null if it is none. */
function pairsOf(items: readonly Item[]): Item[] | null {
  const found: Item[] = [];
  for (const [name, pair] of items) {
    const [key, value] = pair.items ?? [];
    const isPair = !name && pair.sign !== "{" && pair.items?.length === 2 && !key![0] && !value![0] && isQuoted(key![1]);
    if (!isPair) return null;
    found.push([key![1], value![1]]);
  }
  return found.length ? found : null;
}
