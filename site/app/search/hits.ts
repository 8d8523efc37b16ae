// Finds codes by the index that the box, the command line and the packages' tests share, and pages by their words.

import MiniSearch from "minisearch";
import { finder, type Find, type SearchIndex } from "../shared/search.ts";
import { squashed, stemmer } from "../shared/words.ts";
import type { CodeNames, PageEntry } from "./data.ts";

/** Something to go to. */
export interface Hit {
  /** Its address below the root of the site. */
  readonly location: string;
  readonly title: string;
  readonly isCode: boolean;
  /** Where it is: a vocabulary, or the page that a section is on. */
  readonly where: string;
  readonly text: string;
}

export interface HitGroup {
  readonly title: string;
  readonly hits: readonly Hit[];
}

const MOST = { codes: 8, pages: 5 } as const;
const OTHERS = "Lists, payloads and methods";
/** The groups of pages by their addresses; the first that fits counts. */
const KINDS: readonly (readonly [title: string, location: RegExp])[] = [
  ["Situations and categories", /^(?:taxonomy\.html#(?:situation|category)|categories\/|crosswalk)/],
  ["Guides and reference", /^(?:guides\/|[\w-]+\.html)/],
  [OTHERS, /^/],
];

interface FoundPage extends Hit {
  readonly kind: string;
  /** Whether its title has every word that was asked for. */
  readonly isTitled: boolean;
}

/** Looks codes and pages up. Pages may come later than codes: they weigh as much. */
export class Hits {
  readonly #find: Find;
  readonly #stems: (text: string) => string[];
  #summaries: readonly string[] = [];
  #pages: readonly PageEntry[] = [];
  #titles = new Map<string, string>();
  #search: MiniSearch | undefined;

  constructor(
    index: SearchIndex,
    private readonly codes: CodeNames,
  ) {
    this.#find = finder(index, codes.values);
    this.#stems = stemmer(index.suffixes, new Set(index.fillers));
  }

  /** Takes what each code means. */
  addSummaries(summaries: readonly string[]): void {
    this.#summaries = summaries;
  }

  /** Takes the pages and their sections. */
  addPages(pages: readonly PageEntry[]): void {
    this.#pages = pages;
    this.#titles = new Map(pages.filter(([location]) => !location.includes("#")).map(([location, title]) => [location, title]));
    const tokenize = (text: string): string[] => this.#stems(text);
    const boostDocument = (id: number): number => pages[id]![3];
    const searchOptions = { boost: { title: 6, words: 6 }, prefix: true, fuzzy: 0.2, boostDocument };
    this.#search = new MiniSearch({ fields: ["title", "text", "words"], tokenize, searchOptions });
    this.#search.addAll(pages.map(([, title, text, , words], id) => ({ id, title, text, words })));
  }

  /** Returns what fits a text, in groups, the one first that people most likely look for. */
  of(text: string): readonly HitGroup[] {
    const hits = this.#find(text).slice(0, MOST.codes).map((number) => this.#code(number));
    const codes = hits.length ? [{ title: "Codes", hits }] : [];
    const pages = this.#pagesOf(text);
    const groups = [...new Set(pages.map(({ kind }) => kind))].map((title) => ({
      title,
      hits: pages.filter(({ kind }) => kind === title).slice(0, MOST.pages),
    }));
    const typed = squashed(text);
    const isNamed = hits.some(({ title }) => squashed(title).includes(typed));
    const isTitled = !isNamed && pages.slice(0, MOST.pages).some((page) => page.isTitled);
    return isTitled ? [...groups, ...codes] : [...codes, ...groups];
  }

  #code(number: number): Hit {
    const { values, of, names, places } = this.codes;
    const [path, where] = places[of[number]!]!;
    const location = `${path}/${encodeURIComponent(names[number] ?? values[number]!)}.html`;
    return { location, title: values[number]!, isCode: true, where, text: this.#summaries[number] ?? "" };
  }

  #pagesOf(text: string): readonly FoundPage[] {
    const words = this.#stems(text);
    const asked = { combineWith: "AND" as const };
    const all = this.#search?.search(text, asked) ?? [];
    const found = all.length ? all : (this.#search?.search(text) ?? []);
    const pages = found.map(({ id }) => this.#page(this.#pages[id as number]!, words));
    return [...pages.filter(({ isTitled }) => isTitled), ...pages.filter(({ isTitled }) => !isTitled)];
  }

  #page([location, title, , , more]: PageEntry, words: readonly string[]): FoundPage {
    const page = location.split("#")[0]!;
    const where = page === location ? "" : (this.#titles.get(page) ?? "");
    const own = new Set(this.#stems(`${title} ${more}`));
    const kind = KINDS.find(([, pattern]) => pattern.test(location))![0];
    return { location, title, isCode: false, where, text: "", kind, isTitled: words.length > 0 && words.every((word) => own.has(word)) };
  }
}
