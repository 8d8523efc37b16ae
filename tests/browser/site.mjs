/** The built site: where it lies, a server for it, and pages on which nothing may go wrong unseen. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./chromium.mjs";

const BUILD = process.env.LINKCODES_BUILD_DIR ?? fileURLToPath(new URL("../../build", import.meta.url));
export const SITE = join(BUILD, "site");
export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Starts a browser, and a server whose addresses `handle` answers; returns both, how to end them, and a place for pages. */
export async function open(handle = sendFile) {
  assert.ok(existsSync(join(SITE, "index.html")), `no site in ${SITE}: run make site`);
  const browser = await launch(); // first: if it fails, no server keeps the tests from ending
  const server = await serve(handle);
  return { browser, origin: server.origin, shared: new Map(), close: () => browser.close().then(server.close) };
}

/** Answers with a file of the site. */
export async function sendFile(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  try {
    const body = await readFile(join(SITE, path.endsWith("/") ? `${path}index.html` : path));
    // Hosts let browsers keep pictures: Chromium asks for that of the tab whenever the address changes.
    const kept = extname(path) === ".svg" ? { "cache-control": "max-age=600" } : {};
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", ...kept }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Returns a new page and the list of what goes wrong on it: errors, failed requests, dialogs, other hosts. */
export async function watched({ browser, origin }, options = {}) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  const page = await context.newPage();
  const faults = [];
  const allowed = [`${origin}/`, "file:", "blob:", "data:", "about:"];
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    if (errorText !== "net::ERR_ABORTED") faults.push(`${errorText}: ${request.url()}`); // else the page was left
  });
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
  page.on("request", (request) => {
    if (!allowed.some((start) => request.url().startsWith(start))) faults.push(`other host: ${request.url()}`);
  });
  return { page, faults };
}

/**
 * Opens an address, which may be relative to the site, hands the page over, and fails if anything went wrong on it.
 * Visits with the same options share a page, one after the other, since a new one costs more than what is opened on it;
 * who does on it what `leave` cannot take back says that it `spoils` the page.
 */
export async function visit(site, address, look, { waitUntil = "load", spoils = false, ...options } = {}) {
  const name = JSON.stringify(options);
  const opened = site.shared.get(name) ?? (await watched(site, options));
  const { page, faults } = opened;
  site.shared.delete(name); // a page on which anything fails is not used again
  let isReusable = false;
  try {
    await page.goto(new URL(address, `${site.origin}/`).href, { waitUntil });
    await look(page);
    assert.deepEqual(faults, []);
    isReusable = !spoils;
  } finally {
    await (isReusable ? leave(opened, options) : page.context().close());
  }
  if (isReusable) site.shared.set(name, opened);
}

/** Leaves a page as a new one would be: empty, without anything stored, of its first size and colors. */
async function leave({ page, faults }, { viewport = DESK, colorScheme = "light", reducedMotion = "no-preference" }) {
  await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
  await page.goto("about:blank");
  await page.setViewportSize(viewport);
  await page.emulateMedia({ media: null, colorScheme, reducedMotion, forcedColors: "none" });
  faults.length = 0;
}

/** Lets tests look into a diagram: the theme draws it in a closed shadow tree. */
export function openShadows(page) {
  return page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });
}
