/** The rows of the table as entries to filter, sort and download. */

import type { Item } from "./find.ts";
import type { Facet } from "./panel.ts";

export interface Entry extends Item {
  readonly row: HTMLTableRowElement;
  readonly link: HTMLAnchorElement;
  /** Its place in the order of the spec. */
  readonly place: number;
}

/** Reads rows as they were generated; `first` is the place of the first of them. */
export type ReadRows = (rows: Iterable<HTMLTableRowElement>, first: number) => Entry[];

/** Returns the function that reads rows which are filtered by these facets. */
export function readerOf(facets: readonly Facet[]): ReadRows {
  const places = facets.map(({ choices }) => new Map(choices.map(({ id }, place) => [id, place])));
  return (rows, first) =>
    [...rows].map((row, index) => ({
      row,
      place: first + index,
      link: row.querySelector("a")!,
      text: `${row.cells[0]!.textContent} ${row.dataset["text"] ?? ""}`.toLowerCase(),
      marks: facets.map(({ key }, facet) => ids(row, key).map((id) => places[facet]!.get(id)!)),
    }));
}

/** Returns what a row is marked with under the key of a facet. */
export function ids(row: HTMLTableRowElement, key: string): string[] {
  return row.dataset[key]?.split(" ") ?? [];
}

/** Returns the entries in the order of a column; those with an empty cell go last in both directions. */
export function sorted(entries: readonly Entry[], column: number, descending: boolean): Entry[] {
  const sign = descending ? -1 : 1;
  const keyed = entries.map((entry) => [sortKey(entry.row, column), entry] as const);
  const empty = keyed.filter(([key]) => key === "").map(([, entry]) => entry);
  const full = keyed.filter(([key]) => key !== "");
  full.sort(([one, a], [other, b]) => (one === other ? a.place - b.place : one < other ? -sign : sign));
  return [...full.map(([, entry]) => entry), ...empty];
}

/** Returns what comes first in a cell: without a code's meaning, and empty where the cell says that it is. */
function sortKey(row: HTMLTableRowElement, column: number): string {
  const first = [...row.cells[column]!.childNodes].find((node) => node.textContent!.trim() !== "");
  if (first instanceof Element && first.matches(".lc-none")) return "";
  return (first?.textContent ?? "").trim().toLowerCase();
}
