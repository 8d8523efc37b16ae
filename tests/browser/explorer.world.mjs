/** Opens the explorer of the built site, and compares what it shows with the table of all codes. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./chromium.mjs";
import { FACETS, ROWS, key, matching } from "./explorer.oracle.mjs";

export const SITE = process.env.LINKCODES_SITE_DIR ?? fileURLToPath(new URL("../../build/site", import.meta.url));
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const FORMULA = `=HYPERLINK("https://evil.example","<img src=x onerror=alert(1)>")`;

let browser, server;

/** To be run before all tests. */
export async function start() {
  server = await serve(answer);
  browser = await launch();
}

/** To be run after all tests. */
export async function stop() {
  await browser?.close();
  server?.close();
}

/** Answers with a file of the site; `/hostile.html` is the explorer with a formula for the first three summaries. */
async function answer(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  try {
    const body = path === "/hostile.html" ? hostilePage() : await readFile(join(SITE, path));
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

function hostilePage() {
  let left = 3;
  const text = FORMULA.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const html = readFileSync(join(SITE, "explorer.html"), "utf8");
  return html.replace(/(?<=<tr data.*\n<th scope="row">.*<p>).*(?=<\/p>)/g, (old) => (left-- > 0 ? text : old));
}

/** Opens the explorer, hands it over, and fails if anything went wrong on it meanwhile. */
export async function explore(query, look, { path = "explorer.html", ...options } = {}) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  const faults = [];
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
  page.on("request", (request) => {
    const allowed = [server.origin, "file:", "blob:", "data:"];
    if (!allowed.some((start) => request.url().startsWith(start))) faults.push(`other host: ${request.url()}`);
  });
  try {
    await page.goto(new URL(`${path}${query}`, `${server.origin}/`).href);
    await look(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
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
  for (let turn = 0; turn < 40 && (await page.locator(".lc-x-table tbody tr").count()) !== rows.length; turn++)
    await page.waitForTimeout(50);
  assert.deepEqual(await read(), expected);
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

/** The two commonest values of a facet. */
export function commonest(name) {
  const tally = new Map();
  for (const value of ROWS.flatMap((row) => FACETS[name](row))) tally.set(value, (tally.get(value) ?? 0) + 1);
  return [...tally].toSorted((one, other) => other[1] - one[1]).slice(0, 2).map(([value]) => String(value));
}

/** The rows that a text finds. */
export const found = (query) => matching({ text: query });
