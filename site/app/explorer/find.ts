/** What the filters let through, and how many entries each further choice would leave; knows no page. */

/** What is known of an entry to filter it by. */
export interface Item {
  /** Everything that the text filter looks at, in lower case. */
  readonly text: string;
  /** For each facet, the positions of the choices that apply to it. */
  readonly marks: readonly (readonly number[])[];
}

/** What an entry must have: all the words, and of each facet with chosen positions at least one of these. */
export interface Query {
  /** In lower case. */
  readonly words: readonly string[];
  readonly chosen: readonly ReadonlySet<number>[];
}

/** The answer to a query. */
export interface Found<T> {
  readonly matches: T[];
  /** By facet and choice: how many entries have it and all that the other facets ask for. */
  readonly counts: readonly Uint32Array[];
  /** By facet: how many entries there would be without what is chosen of it. */
  readonly without: Uint32Array;
  /** How many entries there would be without the words. */
  withoutWords: number;
}

/** Filters items, in their order; `sizes` says how many choices each facet has. */
export function find<T extends Item>(items: readonly T[], query: Query, sizes: readonly number[]): Found<T> {
  const counts = sizes.map((size) => new Uint32Array(size));
  const found: Found<T> = { matches: [], counts, without: new Uint32Array(sizes.length), withoutWords: 0 };
  for (const item of items) {
    const worded = query.words.every((word) => item.text.includes(word));
    const failed = failures(item, query.chosen);
    if (!worded) {
      if (failed === NONE) found.withoutWords++;
    } else if (failed === NONE) {
      found.matches.push(item);
      for (let facet = 0; facet < sizes.length; facet++) count(found, item, facet);
    } else if (failed !== SEVERAL) {
      count(found, item, failed);
    }
  }
  found.withoutWords += found.matches.length;
  return found;
}

const NONE = -1;
const SEVERAL = -2;

/** Returns the one facet that an item fails, or that it is none or several. */
function failures({ marks }: Item, chosen: readonly ReadonlySet<number>[]): number {
  let failed = NONE;
  for (let facet = 0; facet < chosen.length; facet++) {
    const wanted = chosen[facet]!;
    if (wanted.size === 0 || marks[facet]!.some((mark) => wanted.has(mark))) continue;
    if (failed !== NONE) return SEVERAL;
    failed = facet;
  }
  return failed;
}

function count<T extends Item>({ counts, without }: Found<T>, { marks }: Item, facet: number): void {
  without[facet]!++;
  for (const mark of marks[facet]!) counts[facet]![mark]!++;
}
