/** What is chosen, as the address of the page has it: `?text=some%20words&category=a,b&sort=-value&page=2`. */

export interface State {
  readonly text: string;
  /** Ids by the key of their facet. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  /** A column, with `-` before it for the other direction; empty for the order of the spec. */
  readonly sort: string;
  /** Of the table, from one. */
  readonly page: number;
}

/** What an address may ask for. */
export interface Known {
  readonly facets: ReadonlyMap<string, ReadonlySet<string>>;
  readonly columns: ReadonlySet<string>;
}

/**
 * Reads the query of an address. Several ids are separated by commas, or their parameter is repeated.
 * `ignored` lists what it asks for that there is not, as `key=value`.
 */
export function readState(query: string, known: Known): { state: State; ignored: string[] } {
  const asked = new URLSearchParams(query);
  const ignored: string[] = [];
  const isKnown = (key: string, id: string, is: boolean): boolean => {
    if (!is) ignored.push(`${key}=${id}`);
    return is;
  };
  const chosen = new Map<string, string[]>();
  for (const [key, ids] of known.facets) {
    const wanted = asked.getAll(key).flatMap((list) => list.split(",")).filter(Boolean);
    const kept = [...new Set(wanted)].filter((id) => isKnown(key, id, ids.has(id)));
    if (kept.length > 0) chosen.set(key, kept);
  }
  const sort = asked.get("sort") ?? "";
  const sorts = sort === "" || isKnown("sort", sort, known.columns.has(sort.replace(/^-/, "")));
  const text = (asked.get("text") ?? "").trim();
  const page = asked.get("page") ?? "1";
  const pages = isKnown("page", page, /^[1-9]\d{0,5}$/.test(page));
  return { state: { text, chosen, sort: sorts ? sort : "", page: pages ? Number(page) : 1 }, ignored };
}

/** Returns the query, `?` included, from which `readState` makes this state; empty for nothing. */
export function writeState({ text, chosen, sort, page }: State): string {
  const list = (ids: readonly string[]): string => ids.map(encodeURIComponent).join(",").replaceAll("%3A", ":");
  const pairs = [["text", encodeURIComponent(text)], ...[...chosen].map(([key, ids]) => [key, list(ids)])];
  const full = [...pairs, ["sort", sort], ["page", page > 1 ? String(page) : ""]].filter(([, value]) => value !== "");
  return full.length > 0 ? `?${full.map((pair) => pair.join("=")).join("&")}` : "";
}
