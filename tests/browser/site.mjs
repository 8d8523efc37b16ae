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

/** Starts a browser, and a server whose addresses `handle` answers; returns both, and how to end them. */
export async function open(handle = sendFile) {
  assert.ok(existsSync(join(SITE, "index.html")), `no site in ${SITE}: run make site`);
  const browser = await launch(); // first: if it fails, no server keeps the tests from ending
  const server = await serve(handle);
  return { browser, origin: server.origin, close: () => browser.close().then(server.close) };
}

/** Answers with a file of the site. */
export async function sendFile(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  try {
    const body = await readFile(join(SITE, path.endsWith("/") ? `${path}index.html` : path));
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
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

/** Opens an address, which may be relative to the site, hands the page over, and fails if anything went wrong on it. */
export async function visit(site, address, look, { waitUntil = "load", ...options } = {}) {
  const { page, faults } = await watched(site, options);
  try {
    await page.goto(new URL(address, `${site.origin}/`).href, { waitUntil });
    await look(page);
    assert.deepEqual(faults, []);
  } finally {
    await page.context().close();
  }
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
