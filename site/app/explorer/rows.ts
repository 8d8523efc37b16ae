/** Rows of the table, in groups; as `explorer.md.jinja` makes those of the first page. */

import { type Entry, type List, MISSING, hrefOf } from "./entries.ts";

export interface Groups {
  /** Whether there are any: rows in another order than that of the spec have none. */
  readonly isOn: boolean;
  /** How many entries of each list there are, on all pages. */
  readonly numbers: ReadonlyMap<List, number>;
}

/** Shows the first of these entries, each group below the list it is of; returns what adds the others. */
export function showRows(
  table: HTMLTableElement, rows: readonly Entry[], first: number, groups: Groups,
): () => void {
  const add = (from: number, to: number): void => {
    for (let index = from; index < Math.min(to, rows.length); index++) {
      const entry = rows[index]!;
      const isNew = groups.isOn ? entry.list !== rows[index - 1]?.list : index === 0;
      const head = groups.isOn ? headOf(entry.list, groups.numbers.get(entry.list) ?? 0) : "";
      if (isNew) table.append(make("tbody", "", head));
      table.tBodies[table.tBodies.length - 1]!.append(rowOf(entry));
    }
  };
  for (const body of [...table.tBodies]) body.remove();
  table.classList.toggle("lc-x-grouped", groups.isOn);
  add(0, first);
  return () => add(first, rows.length);
}

function headOf({ title, href }: List, number: number): HTMLElement {
  const cell = make("th", "", link(href, title), " ", make("span", "", String(number)));
  return make("tr", "lc-x-list", Object.assign(cell, { scope: "rowgroup", colSpan: COLUMNS }));
}

/** Of a table in groups, where a row does not repeat what its group is of. */
const COLUMNS = 7;

function rowOf(entry: Entry): HTMLElement {
  const [title, body] = entry.read;
  const category = entry.labels("category");
  const retry = entry.labels("retry");
  const cells = [
    [entry.list.title],
    title ? [make("b", "", title), ` ${body}`] : [],
    [category ? make("span", `lc-chip ${entry.tone}`, category) : make("span", "lc-none", "Not an outcome")],
    [entry.labels("actor")],
    [entry.next],
    entry.unattended ? [retry, " ", make("small", "", "also unattended")] : [retry],
    [entry.labels("http")],
  ];
  return make("tr", "", headingOf(entry), ...cells.map((content) => make("td", "", ...content)));
}

function headingOf(entry: Entry): HTMLElement {
  const { value, contextLabel, deprecated, summary } = entry;
  const parts = [
    link(hrefOf(entry), value === null ? MISSING : make("code", "", ...breakable(value))),
    contextLabel && make("span", "lc-x-context", contextLabel),
    deprecated && make("span", "lc-mark", "deprecated"),
    make("span", "lc-x-meaning", summary),
  ].filter((part) => part !== "" && part !== false);
  return Object.assign(make("th", "", make("div", "", ...parts.flatMap((part) => [part, " "]))), { scope: "row" });
}

/** A value that may break after its separators. */
function breakable(value: string): (string | HTMLElement)[] {
  return value.split(/(?<=[_./-])(?=\w)/).flatMap((part, index) => (index > 0 ? [make("wbr", ""), part] : [part]));
}

function link(href: string, content: string | HTMLElement): HTMLElement {
  return Object.assign(make("a", "", content), { href });
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, looks: string, ...content: (string | Node)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (looks) made.className = looks;
  made.append(...content);
  return made;
}
