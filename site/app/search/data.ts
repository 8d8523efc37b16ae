// What the search loads: the index that all searches share, what it shows of codes, and the pages.

import type { finder, SearchIndex } from "../shared/search.ts";

/** All codes, in the order of the numbers of the index. */
export interface CodeNames {
  /** Values, as they are shown. */
  readonly values: readonly string[];
  /** The vocabulary of each code: its place in `places`. */
  readonly of: readonly number[];
  /** The last part of the path of each page, where it is not the value. */
  readonly names: Readonly<Record<number, string>>;
  /** Path and title of each vocabulary. */
  readonly places: readonly (readonly [path: string, title: string])[];
}

/**
 * A page, or a section of one: its address below the root, its title, its words, how much it counts, and what else it is looked for by.
 */
export type PageEntry = readonly [location: string, title: string, text: string, boost: number, words: string];

declare global {
  interface Window {
    linkcodesSearch?: { readonly finder: typeof finder; readonly index: SearchIndex };
    linkcodesCodes?: CodeNames;
    linkcodesSummaries?: readonly string[];
    linkcodesPages?: readonly PageEntry[];
    linkcodesPalette?: { open(text?: string): void };
  }
}
