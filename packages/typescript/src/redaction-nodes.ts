/** Reads JSON, and what is written like it, as parts of a text, so that what is not masked stays as it is. */

const TOKEN =
  /[ \t\r\n]*(?:([{[(])|([}\])])|(,|:|=>)|[bru]?"([^"\\]*(?:\\[^][^"\\]*)*)"|[bru]?'([^'\\]*(?:\\[^][^'\\]*)*)'|([^ \t\r\n\\"'{}[\](),:=<>&]+))/y;
/** Four tokens at once, as they are in most fields: a name, its sign, a value without escapes, and a comma. */
const FIELD =
  /[ \t\r\n]*"([^"\\]*)"([ \t\r\n]*:[ \t\r\n]*)(?:"([^"\\]*)"|([^ \t\r\n\\"'{}[\](),:=<>&]+)(?=[ \t\r\n,}\]]))[ \t\r\n]*(,)?/y;
const PARTNERS = new Map(Object.entries({ "{": "}", "[": "]", "(": ")" }));

/** A value with its name, if it has one. */
export type Item = readonly [name: Node | null, value: Node];

/** A value in a text: where it is, without its quotes, and what is in it if it is an object or a list. */
export class Node {
  #name: Node | null = null;
  #isFull = false;

  constructor(
    readonly start: number,
    public end: number,
    /** Its bracket or quote; nothing for a number or a word. */
    readonly sign: string,
    /** The values, each with its name if it has one; a name that occurs twice is there twice. */
    readonly items: Item[] | null,
  ) {}

  /** Takes a value; returns false if there must be a comma first. */
  add(node: Node): boolean {
    if (this.#isFull) return false;
    this.items!.push([this.#name, node]);
    this.#name = null;
    return (this.#isFull = true);
  }

  /** Takes the fields that are alike, which are most; returns where the next token begins. */
  addFields(text: string, start: number): number {
    let at = start;
    while (!this.#isFull && !this.#name) {
      FIELD.lastIndex = at;
      const field = FIELD.exec(text);
      if (!field) break;
      const [, name, between, quoted, word, comma] = field;
      const begins = text.indexOf('"', at) + 1;
      const ends = begins + name!.length;
      const sign = word ? "" : '"';
      const from = ends + 1 + between!.length + sign.length;
      this.items!.push([new Node(begins, ends, '"', null), new Node(from, from + (word ?? quoted)!.length, sign, null)]);
      this.#isFull = !comma;
      at = FIELD.lastIndex;
    }
    return at;
  }

  /** Takes a comma, or the sign behind a name; returns false if there is nothing before it. */
  part(sign: string): boolean {
    if (!this.#isFull) return false;
    this.#isFull = false;
    if (sign === ",") return true;
    const [name, value] = this.items!.pop()!;
    this.#name = value;
    return !name && !value.items;
  }

  /** Ends an object or a list. */
  close(bracket: string, end: number): boolean {
    this.end = end;
    return bracket === PARTNERS.get(this.sign) && !this.#name;
  }
}

/**
 * Reads an object or a list; returns it, where reading stopped, and whether it was read to its end. What breaks off has
 * the values that were read. It takes time in proportion to the length, however deep the text is nested.
 */
export function read(text: string, start: number): { root: Node; at: number; isWhole: boolean } {
  const root = new Node(start, text.length, text[start]!, []);
  const open = [root];
  let at = start + 1;
  for (;;) {
    TOKEN.lastIndex = at = open.at(-1)!.addFields(text, at);
    const token = TOKEN.exec(text);
    if (!token || !take(text, token, open)) return { root, at, isWhole: false };
    at = TOKEN.lastIndex;
    if (!open.length) return { root, at, isWhole: true };
  }
}

/** Takes one token; returns false if it does not fit. */
function take(text: string, token: RegExpExecArray, open: Node[]): boolean {
  const [, opening, closing, sign, double, single, word] = token;
  const at = TOKEN.lastIndex;
  if (closing) return open.pop()!.close(closing, at);
  const inner = open.at(-1)!;
  if (sign) return inner.part(sign);
  if (opening) {
    const node = new Node(at - 1, at, opening, []);
    open.push(node);
    return inner.add(node);
  }
  if (word) return inner.add(new Node(at - word.length, at, "", null));
  const length = (double ?? single!).length;
  return inner.add(new Node(at - 1 - length, at - 1, text[at - 1]!, null));
}
