/** Opens the explorer of the built site, and compares what it shows with the table of all codes. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { FACETS, ROWS, key, matching } from "./explorer.oracle.mjs";
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

/** Answers with a file of the site; `/hostile.html` is the explorer with a formula for the first three summaries. */
function answer(request, response) {
  if (request.url !== "/hostile.html") return site.sendFile(request, response);
  return response.writeHead(200, { "content-type": "text/html" }).end(hostilePage());
}

function hostilePage() {
  let left = 3;
  const text = FORMULA.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const html = readFileSync(join(SITE, "explorer.html"), "utf8");
  const summary = /(<tr data[^>]*>\s*<th scope="row">.*?<p>)(.*?)(?=<\/p>)/g;
  return html.replace(summary, (all, before) => (left-- > 0 ? before + text : all));
}

/** Opens the explorer, hands it over, and fails if anything went wrong on it meanwhile. */
export function explore(query, look, { path = "explorer.html", ...options } = {}) {
  return site.visit(world, `${path}${query}`, look, options);
}

/** Waits until the table shows exactly these rows of the data, in this order. */
export async function shows(page, rows) {
  const read = () =>
    page.$$eval(".lc-x-table tbody tr", (found) =>
      found.map((row) => {
        const page = row.querySelector("a").getAttribute("href").replace(/\.html(#.*)?$/, "");
        return `${page} ${row.dataset.context ?? ""} ${row.querySelector("p").textContent}`;
      }),
    );
  const expected = rows.map(key);
  const latest = Date.now() + PATIENCE_MS;
  let seen = await read();
  while (!isDeepStrictEqual(seen, expected) && Date.now() < latest) {
    await page.waitForTimeout(50); // the rows come frame by frame
    seen = await read();
  }
  assert.deepEqual(seen, expected);
  const number = rows.length === ROWS.length ? `${ROWS.length}` : `${rows.length} of ${ROWS.length}`;
  assert.equal(await page.locator(".lc-x-shown").innerText(), `${number} entries`);
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
