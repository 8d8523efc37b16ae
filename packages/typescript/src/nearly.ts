const MAX_LENGTH = 1_000_000;
/** How many groups in a text are tried. */
const MAX_TRIES = 20;
const MAX_DEPTH = 40;
const CLOSERS: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "`": "`", "“": "”" };
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };
const WORDS = /* @__PURE__ */ new Map<string, boolean | null>([
  ...["null", "None", "nil", "NULL", "undefined"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);
const LISTS = ["Array", "array"];
/** A name, and the sign between it and its value. */
const KEY =
  /(?:"([^"\\\n]{1,60})"|'([^'\\\n]{1,60})'|“([^”\n]{1,60})”|\[["']?([A-Za-z_$][A-Za-z0-9_$.-]{0,60})["']?(?::[^\]\n]{0,60})?\]|:?([A-Za-z_$][A-Za-z0-9_$.-]{0,60}))[ \t]*(=>|:(?![:/])|=(?!=))|\[?([0-9]{1,9})\]?[ \t]*(=>)/y;
const SPACE = /[ \t\r\n]*/y;
const BETWEEN = /[ \t\r\n,;]*/y;
const LOOSE_WORD = /[^ \t\r\n,;{}[\]()"'`“]+(?:'[A-Za-z]+)*/y;
/** A name before a group, such as that of a class. */
const CALL = /([A-Za-z_$\\][A-Za-z0-9_$.\\:#]{0,99})( Object)?([ \t\r\n]*)(?=[({])/y;
const ELIDED = /\[(?:Object|Array|object Object|(?:Function|Circular|Getter|class)[^\]\n]{0,80})\]/y;
const NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/;
const HEX = /[0-9A-Fa-f]{4}/y;
/** What comes after the sign between a name and its value where no group says that there are names. */
const SAID_BEFORE = " \t\r\n\"'`“{[(";

/** An object in a text, and whether the text ends within it. */
export interface NearlyJson {
  readonly value: object;
  readonly isCut: boolean;
}

/**
 * Yields the objects in a text that are nearly JSON: what JavaScript, Python, Ruby, PHP, Dart and Swift print, and JSON
 * that was cut off; inner ones after those around them, then the names and values of all of the text. A text with escaped
 * quotes is read without the escapes, too. What was read in vain counts, so that no text takes long.
 */
export function* nearlyIn(text: string): Generator<NearlyJson> {
  if (text.length > MAX_LENGTH) return;
  const plain = text.replaceAll('\\"', '"').replaceAll("\\\\", "\\");
  for (const form of new Set([text, plain])) {
    yield* groupsIn(form);
    const whole = readNearly(form, 0, "");
    if (isNamed(whole.value)) yield { value: whole.value, isCut: whole.isCut };
  }
}

function* groupsIn(text: string): Generator<NearlyJson> {
  let left = MAX_LENGTH;
  let tries = 0;
  for (const { 0: opener, index } of text.matchAll(/[{[(]/g)) {
    const start = after(SPACE, text, index + 1);
    if (!matched(KEY, text, start)) continue;
    const { value, isCut, end } = readNearly(text, start, CLOSERS[opener]!);
    if (isNamed(value)) yield { value, isCut };
    left -= end - start;
    if (left <= 0 || ++tries === MAX_TRIES) return;
  }
}

function isNamed(value: unknown): value is object {
  return !Array.isArray(value);
}

function matched(what: RegExp, text: string, at: number): RegExpExecArray | null {
  what.lastIndex = at;
  return what.exec(text);
}

function after(what: RegExp, text: string, at: number): number {
  return at + (matched(what, text, at)?.[0].length ?? 0);
}

/** There is no value here. */
const NOTHING = /* @__PURE__ */ Symbol();

/**
 * Reads a group up to its closing bracket, or all of a text: an object if there are names, else a list. What fits nowhere
 * is skipped: nothing is refused, and each step goes forward.
 */
function readNearly(text: string, from: number, closing: string): { value: unknown; isCut: boolean; end: number } {
  let at = from;
  let isCut = false;

  const group = (closer: string, depth: number): unknown => {
    const fields = new Map<string, unknown>();
    const items: unknown[] = [];
    while (goesOn(closer)) {
      const key = keyAt(closer);
      if (key) {
        const value = valueAt(closer, depth, key.sign);
        if (value !== NOTHING) fields.set(key.name, value);
      } else if (!closer) at = Math.max(after(LOOSE_WORD, text, at), at + 1);
      else if (")]}".includes(text[at]!)) at++;
      else items.push(valueAt(closer, depth, ""));
    }
    const names = [...fields.keys()];
    if (!names.length) return items.filter((item) => item !== NOTHING);
    return names.every((name) => /^[0-9]+$/.test(name)) ? [...fields.values()] : Object.fromEntries(fields);
  };

  const goesOn = (closer: string): boolean => {
    at = after(BETWEEN, text, at);
    if (at >= text.length) {
      isCut ||= closer !== "";
      return false;
    }
    if (text[at] !== closer) return true;
    at++;
    return false;
  };

  const keyAt = (closer: string): { name: string; sign: string } | null => {
    const found = matched(KEY, text, at);
    if (!found) return null;
    const [whole, ...groups] = found;
    const sign = (groups[5] ?? groups[7])!;
    const next = text.charAt(at + whole.length);
    if (!closer && sign === ":" && !SAID_BEFORE.includes(next)) return null;
    at += whole.length;
    return { name: groups.find((name) => name !== undefined)!, sign };
  };

  const valueAt = (closer: string, depth: number, sign: string): unknown => {
    const start = at;
    at = after(SPACE, text, at);
    if (at >= text.length) return NOTHING;
    if (sign && text.slice(start, at).includes("\n") && matched(KEY, text, at)) return null;
    const first = text[at]!;
    if (Object.hasOwn(QUOTES, first)) return texts();
    const elided = matched(ELIDED, text, at);
    if (elided) {
      at += elided[0].length;
      return null;
    }
    if (depth >= MAX_DEPTH) return bare(closer, sign);
    if (Object.hasOwn(CLOSERS, first)) {
      at++;
      return group(CLOSERS[first]!, depth + 1);
    }
    const name = nameOfGroup();
    return name === null ? bare(closer, sign) : called(name, depth);
  };

  /** Returns the name before a group that belongs to it, and goes to the group. */
  const nameOfGroup = (): string | null => {
    const found = matched(CALL, text, at);
    if (!found) return null;
    const [whole, name = "", object, space = ""] = found;
    const isList = text[at + whole.length] === "(";
    if (isList ? space && !(object || LISTS.includes(name)) : space.includes("\n")) return null;
    at += whole.length;
    return name;
  };

  /** Reads the group of a name, or what comes after it, as in `string(3) "abc"` and `array(1) {`. */
  const called = (name: string, depth: number): unknown => {
    const value = group(CLOSERS[text[at++]!]!, depth + 1);
    const next = after(SPACE, text, at);
    if (next < text.length && "\"'{".includes(text[next]!)) {
      at = next;
      return valueAt("", depth, "");
    }
    return Array.isArray(value) && value.length === 1 && !LISTS.includes(name) ? value[0] : value;
  };

  /** Reads a text in quotes, and those that are added to it. */
  const texts = (): unknown => {
    let value = quoted();
    while (typeof value === "string") {
      const plus = after(SPACE, text, at);
      const next = after(SPACE, text, plus + 1);
      if (text[plus] !== "+" || !Object.hasOwn(QUOTES, text.charAt(next))) break;
      at = next;
      const more = quoted();
      if (typeof more === "string") value += more;
    }
    return value;
  };

  const quoted = (): unknown => {
    const start = at + 1;
    const quote = QUOTES[text[at]!]!;
    for (let end = text.indexOf(quote, start); end >= 0; end = text.indexOf(quote, end + 1)) {
      let before = end;
      while (before > start && text[before - 1] === "\\") before--;
      if ((end - before) % 2) continue;
      at = end + 1;
      return unescaped(text.slice(start, end));
    }
    return cut(text.slice(start));
  };

  /** Returns what there is of a text that was cut off: a word may be the beginning of another one. */
  const cut = (rest: string): unknown => {
    at = text.length;
    isCut = true;
    return rest.includes(" ") ? unescaped(rest) : NOTHING;
  };

  /** Reads a value without quotes: up to the end of the line, a bracket that closes, or the next name. */
  const bare = (closer: string, sign: string): unknown => {
    const start = at;
    const end = endOfBare(closer, sign);
    at = Math.max(end, start + 1);
    const word = text.slice(start, end).replace(/^[ \t\r\n;]+/, "");
    const bareWord = word.slice(0, lengthWithoutEnd(word));
    return end >= text.length && closer ? cut(bareWord) : plainWord(bareWord);
  };

  const endOfBare = (closer: string, sign: string): number => {
    const stops = sign === "=" ? /[ \t\r\n,{}[\]()]/g : /[\r\n,{}[\]()]/g;
    stops.lastIndex = at;
    let inner = 0;
    for (let stop = stops.exec(text); stop; stop = stops.exec(text)) {
      const [mark] = stop;
      const closes = CLOSERS[mark];
      if (closes !== undefined) inner += Number(!closer || closes === closer);
      else if (")]}".includes(mark)) {
        if (closer && mark !== closer) continue;
        if (!inner--) return stop.index;
      } else if (mark !== "," || endsAt(stop.index + 1, closer, sign)) return stop.index;
    }
    return text.length;
  };

  /** Whether a comma is the end of a value: a name or the end comes after it, or there are no names. */
  const endsAt = (from: number, closer: string, sign: string): boolean => {
    const next = after(SPACE, text, from);
    return !sign || text.charAt(next) === closer || matched(KEY, text, next) !== null;
  };

  const value = group(closing, 0);
  return { value, isCut, end: at };
}

function lengthWithoutEnd(word: string): number {
  let end = word.length;
  while (end > 0 && " \t\r\n;".includes(word[end - 1]!)) end--;
  return end;
}

function plainWord(word: string): unknown {
  if (!word) return NOTHING;
  if (WORDS.has(word)) return WORDS.get(word);
  if (NUMBER.test(word)) return Number(word);
  return word.startsWith(":") ? word.slice(1) : word;
}

function unescaped(text: string): string {
  let parts = "";
  let at = 0;
  while (at < text.length) {
    const found = text.indexOf("\\", at);
    if (found < 0 || found + 1 >= text.length) break;
    const letter = text[found + 1]!;
    const digits = letter === "u" ? matched(HEX, text, found + 2)?.[0] : undefined;
    parts += text.slice(at, found) + (digits ? String.fromCharCode(parseInt(digits, 16)) : (own(letter) ?? letter));
    at = found + (digits ? 6 : 2);
  }
  return parts + text.slice(at);
}

function own(letter: string): string | undefined {
  return Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
}
