/**
 * The rows of the table, in one file a provider, each asked for when it is needed.
 *
 * The files are scripts that call `lcRows`: a page from disk can load nothing else. `explorer_parts.py` writes
 * them.
 */

import { loadScript, ownAddress } from "../shared/load.ts";
import type { Facet } from "./panel.ts";
import { type Entry, entriesOf } from "./entries.ts";

const OWN = ownAddress();

/** A provider's file: its id, its name, what end users read, advice, and its lists. */
export type Part = [string, string, [string, string][], string[], [string, string, string, Cells[]][]];

/** A row as the file has it; `marks` are the ids by facet, in the order of the page. */
export type Cells = [
  value: string | null,
  page: string,
  contextId: string,
  contextLabel: string,
  signs: number,
  summary: string,
  read: number,
  advice: number,
  tone: string,
  hidden: string,
  ...marks: string[],
];

declare global {
  interface Window {
    lcRows: (part: Part) => void;
  }
}

export interface Parts {
  /** All providers, in the order of the table. */
  readonly ids: readonly string[];
  /** Tells whether all rows of these providers are here. */
  readonly has: (ids: readonly string[]) => boolean;
  /** Asks for what is not here yet of these providers. */
  readonly load: (ids: readonly string[]) => Promise<unknown>;
  /** The providers that rows come from, by the rows' places in the whole table. */
  readonly between: (from: number, to: number) => string[];
  /** The rows at these places in the whole table, whose providers are here. */
  readonly slice: (from: number, to: number) => Entry[];
  /** All rows that are here, in the order of the table; the same list until more come. */
  readonly entries: () => readonly Entry[];
}

/** Knows the providers by their facet, which says how many rows each of them has. */
export function partsOf(facets: readonly Facet[]): Parts {
  const providers = facets.find(({ key }) => key === "provider")?.choices ?? [];
  const ids = providers.map(({ id }) => id);
  const here = new Map<string, Entry[]>();
  let joined: readonly Entry[] = [];

  window.lcRows = (part) => {
    here.set(part[0], entriesOf(part, facets, ids.indexOf(part[0])));
    joined = ids.flatMap((id) => here.get(id) ?? []);
  };

  const ranges = (from: number, to: number): { id: string; from: number; to: number }[] => {
    let start = 0;
    return providers.map(({ id, total }) => {
      const range = { id, from: Math.max(from - start, 0), to: Math.min(to - start, total) };
      start += total;
      return range;
    }).filter((range) => range.from < range.to);
  };

  return {
    ids,
    has: (wanted) => wanted.every((id) => here.has(id)),
    load: (wanted) => Promise.all(wanted.filter((id) => !here.has(id)).map(ask)),
    between: (from, to) => ranges(from, to).map(({ id }) => id),
    slice: (from, to) => ranges(from, to).flatMap((range) => here.get(range.id)!.slice(range.from, range.to)),
    entries: () => joined,
  };
}

/** Runs the file of a provider. */
async function ask(id: string): Promise<void> {
  const file = `explorer/${id}.js`;
  if (!(await loadScript(file, OWN))) throw new Error(`${file} did not load`);
}
