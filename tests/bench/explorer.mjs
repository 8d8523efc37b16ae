/**
 * Prints, as JSON, how long typing in the explorer keeps Chromium's main thread busy until the next frame is
 * painted: for tables of several sizes, made of the rows of the built site, and for a slower processor.
 */

import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "../browser/chromium.mjs";

const BUILD = process.env.LINKCODES_BUILD_DIR ?? fileURLToPath(new URL("../../build", import.meta.url));
const SITE = join(BUILD, "site");
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript" };
const SMALL = process.env.LINKCODES_BENCH_SMALL;
const SIZES = SMALL ? [1_000] : [1_000, 5_000];
const SLOWDOWNS = SMALL ? [1] : [1, 4];
/** Each is typed letter by letter and then deleted in one step, which brings all rows back. */
const QUERIES = SMALL ? ["e"] : ["invalid", "the user", "e", "account locked", "zzz", "webhook"];

/** Returns a provider's file with as many rows as make so many of all: the first ones, or all of them again and again. */
function partOf(script, size) {
  const [id, name, reads, advice, lists] = JSON.parse(/^lcRows\((.*)\);\s*$/s.exec(script)[1]);
  const own = lists.flatMap(([list, href, home, rows]) => rows.map((row) => [list, href, home, [row]]));
  const share = Math.round((own.length / TOTAL) * size);
  return `lcRows(${JSON.stringify([id, name, reads, advice, Array.from({ length: share }, (_, index) => own[index % own.length])])});`;
}

const TOTAL = Number(/class="?lc-x-shown"?><b>(\d+)/.exec(readFileSync(join(SITE, "explorer.html"), "utf-8"))[1]);

function handle(request, response) {
  const [, size, path] = /^\/rows-(\d+)\/(.*)$/.exec(normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname)));
  const content = readFileSync(join(SITE, path));
  const body = path.startsWith("assets/explorer/") ? partOf(content.toString(), Number(size)) : content;
  response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
}

/** Runs in the page: notes, for each input, the time of its handlers and that of the frame after it. */
function watch() {
  window.times = [];
  let started, handled, framed;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => window.times.push(handled - started + performance.now() - framed);
  window.addEventListener("input", () => {
    started = performance.now();
    requestAnimationFrame(() => {
      framed = performance.now();
      port2.postMessage(null); // arrives when the frame is painted
    });
  }, { capture: true });
  window.addEventListener("input", () => void (handled = performance.now()));
}

/** Types and deletes all queries; returns the milliseconds of each input. */
async function measure(browser, origin, size, slowdown) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${origin}/rows-${size}/explorer.html?text=e`);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.waitForFunction(() => !document.querySelector(".lc-x-results[aria-busy], .lc-x-asked"));
  await page.locator("#lc-q").fill("");
  await page.evaluate(watch);
  const field = page.locator("#lc-q");
  for (const query of QUERIES) {
    await field.pressSequentially(query, { delay: 60 });
    await field.fill("");
    await page.waitForTimeout(600);
  }
  const times = await page.evaluate(() => window.times);
  await page.close();
  return times.toSorted((one, other) => one - other);
}

const host = await serve(handle);
const browser = await launch();
const figures = [];
for (const size of SIZES) {
  for (const slowdown of SLOWDOWNS) {
    const times = await measure(browser, host.origin, size, slowdown);
    figures.push({ size, slowdown, inputs: times.length, median: times[times.length >> 1], worst: times.at(-1) });
  }
}
console.log(JSON.stringify(figures));
await browser.close();
host.close();
