/**
 * The explorer: filters, sorts, turns and downloads the table of its page.
 *
 * What is chosen is in the controls (boxes, text field), in `sort` and in `page`, and nowhere else. After each change
 * they are read, the rows that are needed are asked for, the table is filled again, and the address is made to lead
 * back to it.
 */

import { redact } from "linkcodes/redact";
import { save, toCsv, toJson } from "./download.ts";
import { type Entry, type List, sorted } from "./entries.ts";
import { type Found, find } from "./find.ts";
import { addKeys } from "./keys.ts";
import { type Ways, entries, showChosen, showNothing } from "./notes.ts";
import { PAGE_ROWS, pagesOf, showPager } from "./pager.ts";
import { choose, chosenIds, chosenPlaces, readFacets, showCounts, totals } from "./panel.ts";
import { partsOf } from "./parts.ts";
import { type Groups, showRows } from "./rows.ts";
import { addSorting, showSort } from "./sort.ts";
import { type Known, readState, writeState } from "./state.ts";

/** A pause in typing after which the address changes and the number of entries is read out. */
const PAUSE_MS = 400;
const TYPED_ROWS = 20;
const REST_MS = 150;
const UNLOADED = "Some rows did not load. Check the connection, and reload the page.";

const every = <E extends HTMLElement>(selector: string): E[] => [
  ...document.querySelectorAll<E>(`.lc-explorer ${selector}`),
];
const one = <E extends HTMLElement>(selector: string): E => every<E>(selector)[0]!;

const form = one<HTMLFormElement>("form");
const field = one<HTMLInputElement>("#lc-q");
const toggle = one<HTMLButtonElement>(".lc-x-toggle");
const results = one(".lc-x-results");
const nothing = one(".lc-x-nothing");
const note = one(".lc-x-ignored");
const table = one<HTMLTableElement>("table");
const sorter = one<HTMLSelectElement>("#lc-sort");
const pagers = every(".lc-x-pages");

const facets = readFacets(form);
const sizes = facets.map(({ choices }) => choices.length);
const parts = partsOf(facets);
const total = Number(one(".lc-x-shown b").textContent);
const headings = every<HTMLTableCellElement>("th[data-sort]");
const known: Known = {
  facets: new Map(facets.map(({ key, choices }) => [key, new Set(choices.map(({ id }) => id))])),
  columns: new Set(headings.map(({ dataset }) => dataset["sort"]!)),
};

let sort = "";
let page = 1;
/** How many entries there are on all pages. */
let number = total;
let isPrinting = false;
let isSettled = true;
let turn = 0;
let pause = 0;
let rest = 0;

// ---------------------------------------------------------------- what is asked for

/** The chosen providers, if any. */
function providers(): readonly string[] | undefined {
  return chosenIds(facets).get("provider");
}

/** Tells whether the table has all rows, in the order of the spec: then the parts know which a page has. */
function isWhole(): boolean {
  return field.value.trim() === "" && sort === "" && chosenIds(facets).size === 0;
}

/** The providers whose rows decide on what the table shows; `isAll`: on all pages. */
function needed(isAll: boolean): readonly string[] {
  if (isWhole() && !isAll) return parts.between((page - 1) * PAGE_ROWS, page * PAGE_ROWS);
  return providers() ?? parts.ids;
}

function search(): Found<Entry> {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  return find(parts.entries(), { words, chosen: chosenPlaces(facets) }, sizes);
}

/** Returns entries in the order that is chosen. */
function ordered(matches: readonly Entry[]): readonly Entry[] {
  if (sort === "") return matches;
  return sorted(matches, sort.replace(/^-/, ""), sort.startsWith("-"));
}

// ---------------------------------------------------------------- what is shown

/** Makes the page show what the controls say, as soon as the rows are here. */
async function update(): Promise<void> {
  const own = ++turn;
  showSort(headings, sorter, sort);
  const filters = showChosen(one(".lc-x-chosen"), facets, ways);
  toggle.querySelector("span")!.textContent = filters > 0 ? `(${filters})` : "";
  try {
    if (!parts.has(needed(false))) await load(needed(false));
    if (own !== turn) return;
    const found = isWhole() ? undefined : search();
    showFound(found);
    if (found) await count(found, () => own === turn);
  } catch {
    if (own === turn) say(UNLOADED);
  } finally {
    if (own === turn) done();
  }
}

/** Shows the numbers beside the filters, on which those providers decide, too, that are not chosen. */
async function count(found: Found<Entry>, isLatest: () => boolean): Promise<void> {
  if (parts.has(parts.ids)) return showNumbers(found);
  await load(parts.ids);
  if (isLatest()) showNumbers(search());
}

function load(ids: readonly string[]): Promise<unknown> {
  results.ariaBusy = "true";
  return parts.load(ids);
}

function done(): void {
  results.ariaBusy = null;
  document.documentElement.classList.remove("lc-x-asked");
  if (isSettled) announce();
}

/** Fills the table with the page that is asked for, or the last one. */
function showFound(found: Found<Entry> | undefined): void {
  number = found ? found.matches.length : total;
  const asked = page;
  page = Math.min(page, pagesOf(number));
  if (page !== asked) history.replaceState(null, "", address() + location.hash);
  backToTop();
  const [from, to] = isPrinting ? [0, number] : [(page - 1) * PAGE_ROWS, page * PAGE_ROWS];
  const rows = found ? ordered(found.matches).slice(from, to) : parts.slice(from, to);
  fill(rows, { isOn: sort === "", numbers: numbersOf(found?.matches ?? parts.entries()) });
  one(".lc-x-shown b").textContent = number === total ? `${total}` : `${number} of ${total}`;
  showPager(pagers, page, number);
  table.hidden = number === 0;
  nothing.hidden = number > 0;
  if (!found) showCounts(facets, totals(facets));
}

/** Fills the table: while someone types, with as many rows as fit a large screen, and then with the others. */
function fill(rows: readonly Entry[], groups: Groups): void {
  clearTimeout(rest);
  const first = isSettled || isPrinting ? rows.length : TYPED_ROWS;
  const addOthers = showRows(table, rows, first, groups);
  if (first < rows.length) rest = window.setTimeout(addOthers, REST_MS);
}

/** How many entries there are of each list. */
function numbersOf(matches: readonly Entry[]): Map<List, number> {
  const numbers = new Map<List, number>();
  for (const { list } of matches) numbers.set(list, (numbers.get(list) ?? 0) + 1);
  return numbers;
}

function showNumbers(found: Found<Entry>): void {
  showCounts(facets, found.counts);
  if (number === 0) showNothing(nothing, facets, found, ways);
}

/** Goes to the first result if that is out of sight above, as the table is about to become another one. */
function backToTop(): void {
  if (results.getBoundingClientRect().top < 0) results.scrollIntoView();
}

function say(text: string): void {
  note.hidden = text === "";
  note.textContent = text;
}

function announce(): void {
  const pages = pagesOf(number);
  const where = pages > 1 ? `, page ${page} of ${pages}` : "";
  one(".lc-x-said").textContent = `${entries(number)} of ${total} shown${where}`;
}

// ---------------------------------------------------------------- changes

/** Shows the first page of what the controls say now. */
function refill(): void {
  page = 1;
  void update();
}

function act(change: () => void): void {
  change();
  refill();
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

function sortBy(by: string): void {
  sort = by;
  refill();
  settle();
}

function turnPage(by: number): void {
  page += by;
  void update();
  settle();
  results.scrollIntoView();
  results.focus({ preventScroll: true });
}

// ---------------------------------------------------------------- address

/** Returns the address of what is shown; a secret that someone pasted into the field does not get into it. */
function address(): string {
  const query = writeState({ text: redact(field.value.trim()), chosen: chosenIds(facets), sort, page });
  return query || location.pathname;
}

/** Makes a step of what is shown, which the back button takes back, and has it read out. */
function settle(): void {
  clearTimeout(pause);
  isSettled = true;
  if (results.ariaBusy === null) announce();
  say("");
  if (address() !== (location.search || location.pathname)) history.pushState(null, "", address());
}

/** Shows what the address asks for, and says what of it there is not. */
function follow(): void {
  clearTimeout(pause);
  const { state, ignored } = readState(location.search, known);
  choose(facets, state.chosen);
  field.value = state.text;
  ({ sort, page } = state);
  say(ignored.length > 0 ? `Ignored in the URL, because it does not exist here: ${ignored.join(", ")}` : "");
  history.replaceState(history.state, "", address() + location.hash); // without what was ignored
  void update();
}

// ---------------------------------------------------------------- events

function typed(): void {
  isSettled = false;
  refill();
  clearTimeout(pause);
  pause = window.setTimeout(settle, PAUSE_MS);
}

function changed(event: Event): void {
  if (event.target !== field) refill();
  settle();
}

const FILES: Record<string, (rows: readonly Entry[]) => void> = {
  csv: (rows) => save("linkcodes.csv", "text/csv", toCsv(rows)),
  json: (rows) => save("linkcodes.json", "application/json", toJson(rows)),
};

/** Does something with the entries of all pages. */
async function withAll(use: (rows: readonly Entry[]) => void): Promise<void> {
  try {
    await load(needed(true));
    results.ariaBusy = null;
    use(ordered(search().matches));
  } catch {
    results.ariaBusy = null;
    say(UNLOADED);
  }
}

/** Shows all pages on paper, as far as their rows are here: the browser does not wait. */
function print(isOn: boolean): void {
  isPrinting = isOn && parts.has(needed(true));
  void update();
}

addSorting(headings, sorter, () => sort, sortBy);
addKeys(field, table, () => {
  clearText();
  refill();
  settle();
});
field.addEventListener("input", typed);
form.addEventListener("change", changed);
form.addEventListener("submit", (event) => event.preventDefault());
toggle.addEventListener("click", () => {
  toggle.ariaExpanded = String(toggle.ariaExpanded !== "true");
});
for (const button of every<HTMLButtonElement>("[data-turn]"))
  button.addEventListener("click", () => turnPage(Number(button.dataset["turn"])));
for (const download of every<HTMLButtonElement>("[data-download]"))
  download.addEventListener("click", () => void withAll(FILES[download.dataset["download"]!]!));
one(".lc-x-print").addEventListener("click", () => void withAll(() => window.print()));
table.addEventListener("mouseover", ({ target }) => {
  const cell = (target as Element).closest<HTMLElement>("td, .lc-x-meaning");
  if (cell) cell.title = cell.scrollWidth > cell.clientWidth ? cell.textContent! : "";
});
window.addEventListener("popstate", follow);
window.addEventListener("beforeprint", () => print(true));
window.addEventListener("afterprint", () => print(false));
if (location.search !== "") follow();
