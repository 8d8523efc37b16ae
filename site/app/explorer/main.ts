/**
 * The explorer: filters, sorts and downloads the table of its page.
 *
* What is chosen is in the controls (boxes, text field, sorted column) and nowhere else. After each change
 * they are read, the table is filled again, and the address is made to lead back to it.
 */

import { redact } from "linkcodes/redact";
import { save, toCsv, toJson } from "./download.ts";
import { type Entry, readerOf, sorted } from "./entries.ts";
import { find } from "./find.ts";
import { addKeys } from "./keys.ts";
import { laterRows } from "./later.ts";
import { type Ways, entries, showChosen, showNothing } from "./notes.ts";
import { choose, chosenIds, chosenPlaces, readFacets, showCounts } from "./panel.ts";
import { type Known, readState, writeState } from "./state.ts";
import { tableOf } from "./table.ts";

/** A pause in typing after which the address changes and the number of entries is read out. */
const PAUSE_MS = 400;

const one = <E extends HTMLElement>(selector: string): E =>
  document.querySelector<E>(`.lc-explorer ${selector}`)!;

const form = one<HTMLFormElement>("form");
const field = one<HTMLInputElement>("#lc-q");
const toggle = one<HTMLButtonElement>(".lc-x-toggle");
const results = one(".lc-x-results");
const nothing = one(".lc-x-nothing");
const note = one(".lc-x-ignored");
const body = one<HTMLTableSectionElement>("tbody");
const headings = [...document.querySelectorAll<HTMLTableCellElement>(".lc-explorer th[data-sort]")];

const facets = readFacets(form);
const sizes = facets.map(({ choices }) => choices.length);
const read = readerOf(facets);
const all = read(body.rows, 0);
const table = tableOf(body);
const later = laterRows(document.querySelector(".lc-x-later"), (rows, isIdle) => {
  all.push(...read(rows, all.length));
  if (isIdle) body.append(...rows);
});
const known: Known = {
  facets: new Map(facets.map(({ key, choices }) => [key, new Set(choices.map(({ id }) => id))])),
  columns: new Set(headings.map(({ dataset }) => dataset["sort"]!)),
};

let sort = "";
let ordered: readonly Entry[] = all;
let shown: readonly Entry[] = all;
let pause = 0;

// ---------------------------------------------------------------- what is shown

/** Makes the page show what the controls say. */
function update(): void {
  later.finish();
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = find(ordered, { words, chosen: chosenPlaces(facets) }, sizes);
  shown = found.matches;
  backToTop();
  table.show(shown);
  showCounts(facets, found.counts);
  const filters = showChosen(one(".lc-x-chosen"), facets, ways);
  toggle.querySelector("span")!.textContent = filters > 0 ? `(${filters})` : "";
  const isAll = shown.length === all.length;
  one(".lc-x-shown b").textContent = isAll ? `${all.length}` : `${shown.length} of ${all.length}`;
  one("table").hidden = shown.length === 0;
  nothing.hidden = shown.length > 0;
  if (shown.length === 0) showNothing(nothing, facets, found, ways);
}

/** Goes to the first result if that is out of sight above, as the table is about to become another one. */
function backToTop(): void {
  if (results.getBoundingClientRect().top < 0) results.scrollIntoView();
}

function act(change: () => void): void {
  change();
  update();
  settle();
  results.focus({ preventScroll: true }); // what was clicked is gone
}

function clearText(): void {
  field.value = "";
}

function clearAll(): void {
  choose(facets, new Map());
  clearText();
}

const ways: Ways = { act, clearText, clearAll };

// ---------------------------------------------------------------- order

/** Puts the entries in the order of a column: `value`, `-value` or, for that of the spec, nothing. */
function order(by: string): void {
  later.finish();
  sort = by;
  const name = by.replace(/^-/, "");
  const descending = by !== name;
  const column = headings.findIndex(({ dataset }) => dataset["sort"] === name);
  ordered = by === "" ? all : sorted(all, column, descending);
  for (const heading of headings) {
    if (heading.dataset["sort"] === name) heading.ariaSort = descending ? "descending" : "ascending";
    else heading.ariaSort = null;
  }
}

/** Makes the headings buttons, which go from ascending over descending to the order of the spec. */
function addSorting(): void {
  for (const heading of headings) {
    const name = heading.dataset["sort"]!;
    const next = (): string => (sort === name ? `-${name}` : sort === `-${name}` ? "" : name);
    const made = Object.assign(document.createElement("button"), { type: "button" });
    made.append(...heading.childNodes);
    made.addEventListener("click", () => {
      order(next());
      update();
      settle();
    });
    heading.append(made);
  }
}

// ---------------------------------------------------------------- address

/** Returns the address of what is shown; a secret that someone pasted into the field does not get into it. */
function address(): string {
  const query = writeState({ text: redact(field.value.trim()), chosen: chosenIds(facets), sort });
  return query || location.pathname;
}

/** Makes a step of what is shown, which the back button takes back, and has it read out. */
function settle(): void {
  clearTimeout(pause);
  note.hidden = true;
  one(".lc-x-said").textContent = `${entries(shown.length)} of ${all.length} shown`;
  if (address() !== (location.search || location.pathname)) history.pushState(null, "", address());
}

/** Shows what the address asks for, and says what of it there is not. */
function follow(): void {
  clearTimeout(pause);
  const { state, ignored } = readState(location.search, known);
  choose(facets, state.chosen);
  field.value = state.text;
  order(state.sort);
  update();
  table.finish();
  note.hidden = ignored.length === 0;
  note.textContent = `Ignored in the URL, because it does not exist here: ${ignored.join(", ")}`;
  history.replaceState(history.state, "", address() + location.hash); // without what was ignored
}

// ---------------------------------------------------------------- events

function typed(): void {
  update();
  clearTimeout(pause);
  pause = window.setTimeout(settle, PAUSE_MS);
}

function changed(event: Event): void {
  if (event.target !== field) update();
  settle();
}

const FILES: Record<string, () => void> = {
  csv: () => save("linkcodes.csv", "text/csv", toCsv(shown)),
  json: () => save("linkcodes.json", "application/json", toJson(shown)),
};

/** Puts in all rows that still wait, whatever they wait for. */
function finish(): void {
  later.finish(true);
  table.finish();
}

addSorting();
addKeys(field, body, () => {
  clearText();
  update();
  settle();
});
field.addEventListener("input", typed);
form.addEventListener("change", changed);
form.addEventListener("submit", (event) => event.preventDefault());
toggle.addEventListener("click", () => {
  toggle.ariaExpanded = String(toggle.ariaExpanded !== "true");
});
for (const download of document.querySelectorAll<HTMLButtonElement>("[data-download]"))
  download.addEventListener("click", () => {
    later.finish(true);
    FILES[download.dataset["download"]!]!();
  });
window.addEventListener("popstate", follow);
window.addEventListener("beforeprint", finish);
if (location.search !== "") follow();
