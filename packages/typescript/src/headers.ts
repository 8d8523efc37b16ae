/** Reads what the headers of a request say, in every shape that frameworks give them. */

/** The name of the header to look for; a TypeError for what is no name. */
export function headerName(given: unknown, usual: string): string {
  if (given === undefined || given === null) return usual;
  return typeof given === "string" ? given || usual : refuse(`the name of the header must be text, not ${kindOf(given)}`);
}

/**
 * Returns what follows the prefix in a header; nothing if it does not begin with it. A prefix that ends with a space is
 * the name of an HTTP scheme: its case and further spaces do not count.
 */
export function withoutPrefix(prefix: string, given: string): string | undefined {
  const [begin, rest] = [given.slice(0, prefix.length), given.slice(prefix.length)];
  if (!prefix.endsWith(" ")) return begin === prefix ? rest : undefined;
  return begin.toLowerCase() === prefix.toLowerCase() ? rest.replace(/^ +/, "") : undefined;
}

/** Returns the values of the header; its name may be as sent, in other case or as CGI has it. */
export function valuesOf(header: string, headers: unknown): readonly string[] {
  const sent = header.toLowerCase();
  const names = [sent, `http_${sent.replaceAll("-", "_")}`];
  return pairsOf(headers)
    .filter(([name]) => names.includes(textOf(name).toLowerCase()))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .map((value) => textOf(value).replace(/^[ \t]+|[ \t]+$/g, ""));
}

/** Returns the names and values; a TypeError for what has none. */
export function pairsOf(headers: unknown): readonly (readonly [name: unknown, value: unknown])[] {
  if (typeof headers === "object" && headers)
    try {
      const pairs = Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
      if (pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) return pairs as [unknown, unknown][];
    } catch {
      // Only an object made to do so throws when it is read.
    }
  return refuse("the headers must be Headers, an object, or pairs of name and value");
}

/** Returns what is text in a header; other things are none. */
export function textOf(part: unknown): string {
  if (part instanceof Uint8Array) return String.fromCharCode(...part);
  return typeof part === "string" ? part : "";
}

/** The kind of a value, for what is said about it. */
export function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
}

/** Throws what is a mistake of the program. */
export function refuse(problem: string): never {
  throw new TypeError(`linkcodes: ${problem}`);
}
