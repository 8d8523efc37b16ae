/** The rows of the table as entries to filter, sort, show and download. */

import type { Item } from "./find.ts";
import type { Facet } from "./panel.ts";
import type { Cells, Part } from "./parts.ts";

/** A vocabulary: a group of rows. */
export interface List {
  readonly id: string;
  readonly href: string;
  readonly provider: string;
  readonly title: string;
}

export interface Entry extends Item {
  readonly list: List;
  /** Its place in the order of the spec. */
  readonly place: number;
  /** Null where the field is missing. */
  readonly value: string | null;
  /** The path of its page, without suffix. */
  readonly page: string;
  readonly contextId: string;
  readonly contextLabel: string;
  readonly deprecated: boolean;
  readonly unattended: boolean;
  readonly summary: string;
  /** Title and body of what the end user reads; both empty for what is no outcome. */
  readonly read: readonly [string, string];
  readonly next: string;
  readonly tone: string;
  /** What it is filtered by: ids by the key of a facet. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** The labels of these ids. */
  readonly labels: (key: string) => string;
}

/** What a row says whose field is missing. */
export const MISSING = "Missing field";
const DEPRECATED = 1;
const UNATTENDED = 2;
const MOST_OF_A_PROVIDER = 1e6;

/** Reads the file of a provider, which has this place among all. */
export function entriesOf(part: Part, facets: readonly Facet[], provider: number): Entry[] {
  const [id, name, reads, advice, lists] = part;
  const places = facets.map(({ choices }) => new Map(choices.map((choice, place) => [choice.id, place])));
  const labels = new Map(
    facets.map(({ key, choices }) => [key, new Map(choices.map((choice) => [choice.id, choice.label]))]),
  );
  const own = facets.map(({ key }) => key).filter((key) => key !== "provider" && key !== "vocabulary");
  let place = provider * MOST_OF_A_PROVIDER;

  const entryOf = (list: List, cells: Cells): Entry => {
    const [value, page, contextId, contextLabel, signs, summary, read, next, tone, hidden, ...marks] = cells;
    const ids = new Map([["provider", [id]], ["vocabulary", [list.id]]]);
    own.forEach((key, at) => marks[at] && ids.set(key, marks[at].split(" ")));
    const deprecated = (signs & DEPRECATED) > 0;
    const shown = [value ?? MISSING, contextLabel, deprecated ? "deprecated" : "", summary, hidden];
    return {
      list, place: place++, value, contextId, contextLabel, deprecated, summary, tone, ids,
      page: `${list.href.slice(0, list.href.lastIndexOf("/"))}/${page}`,
      unattended: (signs & UNATTENDED) > 0,
      read: reads[read]!,
      next: advice[next]!,
      labels: (key) => (ids.get(key) ?? []).map((one) => labels.get(key)?.get(one) ?? one).join(" "),
      text: shown.join(" ").toLowerCase(),
      marks: facets.map(({ key }, facet) => placesOf(ids.get(key), places[facet]!)),
    };
  };
  return lists.flatMap(([list, href, home, rows]) => {
    const group = { id: list, href, provider: name, title: `${name} · ${home}` };
    return rows.map((cells) => entryOf(group, cells));
  });
}

/** The positions of choices; an id that the page does not offer has none. */
function placesOf(ids: readonly string[] | undefined, places: ReadonlyMap<string, number>): number[] {
  return (ids ?? []).flatMap((id) => places.get(id) ?? []);
}

/** Returns the address of an entry's page, and the place there. */
export function hrefOf({ value, page }: Entry): string {
  return value === null ? `${page}.html#absent` : `${page}.html`;
}

/** Returns the entries in the order of a column; those with an empty cell go last in both directions. */
export function sorted(entries: readonly Entry[], column: string, descending: boolean): Entry[] {
  const sign = descending ? -1 : 1;
  const keyed = entries.map((entry) => [sortKey(entry, column).toLowerCase(), entry] as const);
  const empty = keyed.filter(([key]) => key === "").map(([, entry]) => entry);
  const full = keyed.filter(([key]) => key !== "");
  full.sort(([one, a], [other, b]) => (one === other ? a.place - b.place : one < other ? -sign : sign));
  return [...full.map(([, entry]) => entry), ...empty];
}

/** Returns what comes first in a cell. */
function sortKey(entry: Entry, column: string): string {
  if (column === "value") return entry.value ?? MISSING;
  if (column === "provider") return entry.list.provider;
  return column === "action" ? entry.next : entry.labels(column);
}
