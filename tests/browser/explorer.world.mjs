/** Opens the explorer of the built site, and compares what it shows with the table of all codes. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { FACETS, PAGE_ROWS, ROWS, key, matching } from "./explorer.oracle.mjs";
import * as site from "./site.mjs";
import { SITE } from "./site.mjs";

export const FORMULA = `=HYPERLINK("https://evil.example","<img src=x onerror=alert(1)>")`;

const PATIENCE_MS = 10_000;

let world;

/** To be run before all tests. */
export async function start() {
  world = await site.open(answer);
}

/** To be run after all tests. */
export async function stop() {
  await world?.close();
}

/** Answers with a file of the site; on `/hostile/explorer.html` the first three summaries are a formula. */
function answer(request, response) {
  if (!request.url.startsWith("/hostile/")) return site.sendFile(request, response);
  const path = new URL(request.url, "http://localhost").pathname.slice("/hostile/".length);
  const make = { "explorer.html": hostilePage, [`assets/explorer/${ROWS[0].provider}.js`]: hostilePart }[path];
  if (!make) return site.sendFile({ url: `/${path}` }, response);
  const type = path.endsWith(".js") ? "text/javascript" : "text/html";
  return response.writeHead(200, { "content-type": type }).end(make(readFileSync(join(SITE, path), "utf8")));
}

function hostilePage(html) {
  let left = 3;
  const text = FORMULA.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return html.replace(/(<span class="lc-x-meaning">)(.*?)(?=<\/span>)/g, (all, before) => (left-- > 0 ? before + text : all));
}

function hostilePart(script) {
  const part = partOf(script);
  const SUMMARY = 5;
  for (const cells of part[4][0][3].slice(0, 3)) cells[SUMMARY] = FORMULA;
  return `lcRows(${JSON.stringify(part)});`;
}

/** What a provider's file hands to the explorer. */
export const partOf = (script) => JSON.parse(/^lcRows\((.*)\);\s*$/s.exec(script)[1]);

/** Opens the explorer, hands it over, and fails if anything went wrong on it meanwhile. */
export function explore(query, look, { path = "explorer.html", ...options } = {}) {
  return site.visit(world, `${path}${query}`, look, options);
}

/** Waits until all is there that was asked for. */
export function loaded(page) {
  return page.waitForFunction(() => !document.querySelector(".lc-x-results[aria-busy], .lc-x-asked"));
}

/** The rows of the table as `key` has them, and its lists as address and number, in their order. */
function readTable() {
  const rows = [...document.querySelectorAll(".lc-x-table tbody tr:not(.lc-x-list)")].map((row) => {
    const page = row.querySelector("a").getAttribute("href").replace(/\.html(#.*)?$/, "");
    const context = row.querySelector(".lc-x-context")?.textContent.toLowerCase() ?? "";
    return `${page} ${context} ${row.querySelector(".lc-x-meaning").textContent}`;
  });
  const lists = [...document.querySelectorAll(".lc-x-list")].map((list) => {
    return [list.querySelector("a").getAttribute("href"), Number(list.querySelector("span").textContent)];
  });
  return { rows, lists };
}

/** The same on paper, which has all pages as far as their rows are here. */
function readPaper(source) {
  window.dispatchEvent(new Event("beforeprint"));
  const seen = new Function(`return (${source})()`)();
  window.dispatchEvent(new Event("afterprint"));
  return seen;
}

/** What `readTable` must return for some of the rows that fit. */
function tableOf(some, rows, isGrouped) {
  const numbers = new Map();
  for (const { vocabulary } of rows) numbers.set(vocabulary, (numbers.get(vocabulary) ?? 0) + 1);
  const lists = [...new Set(some.map(({ vocabulary }) => vocabulary))].map((id) => {
    return [`${id.replace(":", "/")}/index.html`, numbers.get(id)];
  });
  return { rows: some.map(key), lists: isGrouped ? lists : [] };
}

/**
 * Waits until the table shows a page of exactly these rows of the data, in this order, below their lists unless it is
 * sorted; on paper it has all of them, once they have been asked for.
 */
export async function shows(page, rows, { turned = 1 } = {}) {
  const isGrouped = !new URL(page.url()).searchParams.has("sort");
  const from = (turned - 1) * PAGE_ROWS;
  const expected = tableOf(rows.slice(from, from + PAGE_ROWS), rows, isGrouped);
  const latest = Date.now() + PATIENCE_MS;
  const read = async () => {
    await loaded(page);
    return page.evaluate(readTable);
  };
  let seen = await read();
  while (!isDeepStrictEqual(seen, expected) && Date.now() < latest) {
    await page.waitForTimeout(50); // the address says what to show a little earlier
    seen = await read();
  }
  assert.deepEqual(seen, expected);
  const number = rows.length === ROWS.length ? `${ROWS.length}` : `${rows.length} of ${ROWS.length}`;
  assert.equal(await page.locator(".lc-x-shown").innerText(), `${number} entries`);
  if (rows.length === ROWS.length && isGrouped) return;
  assert.deepEqual(await page.evaluate(readPaper, readTable.toString()), tableOf(rows, rows, isGrouped));
}

/** Fails unless the number beside each choice is that of the rows it would leave; zero is hidden. */
export async function counts(page, asked) {
  const found = await page.$$eval(".lc-x-facet label", (labels) =>
    labels.map((label) => {
      const { name, value } = label.querySelector("input");
      return [name, value, label.hidden ? 0 : Number(label.querySelector(".lc-x-count").textContent)];
    }),
  );
  const expected = found.map(([name, value]) => [name, value, matching({ ...asked, [name]: [value] }).length]);
  assert.deepEqual(found, expected);
}

/** The box of a choice, in its opened group. */
export async function box(page, name, value) {
  const group = page.locator(`details[data-facet=${name}]`);
  if (!(await group.evaluate((details) => details.open))) await group.locator("summary").click();
  return group.locator(`input[value="${value}"]`);
}

/** The two most common values of a facet, in these rows. */
export function mostCommon(name, rows = ROWS) {
  const tally = new Map();
  for (const value of rows.flatMap((row) => FACETS[name](row))) tally.set(value, (tally.get(value) ?? 0) + 1);
  return [...tally].toSorted((one, other) => other[1] - one[1]).slice(0, 2).map(([value]) => String(value));
}

/** The rows that a text finds. */
export const found = (query) => matching({ text: query });
