/** The page of a code in a real browser: its link can be copied, and it fits a phone. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./chromium.mjs";

const SITE = process.env.LINKCODES_SITE_DIR ?? fileURLToPath(new URL("../../build/site", import.meta.url));
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml" };
const PAGE = "lean/linksdk.secondary_status/INVALID_MFA.html";
const PAGES = [
  PAGE,
  "flinks/api.code/INVALID_LOGIN.html",
  "lean/linksdk.status/SUCCESS.html",
  "lean/linksdk.country/SA.html",
  "argyle/webhook.event/ACCOUNTS_ADDED.html",
  "lean/linksdk.method/CREATE_PAYMENT_SOURCE.html",
  "flinks/pay.eft_return_code/RETURN_901.html",
  "flinks/api.code/index.html",
];

let browser, server;

before(async () => {
  assert.ok(existsSync(join(SITE, PAGE)), `no site in ${SITE}: run make site`);
  browser = await launch();
  server = await serve(async (request, response) => {
    const path = join(SITE, new URL(request.url, "http://localhost").pathname);
    const body = await readFile(path).catch(() => null);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(body);
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Opens a page, hands it over, and fails if it logged an error or asked another host meanwhile. */
async function visit(path, options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => request.url().startsWith(server.origin) || faults.push(request.url()));
  await page.goto(`${server.origin}/${path}`, { waitUntil: "networkidle" });
  await look(page);
  await context.close();
  assert.deepEqual(faults, []);
}

test("the link of a code is copied with the mouse and with the keyboard, and says so", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  for (const press of [(link) => link.click(), (link) => link.press("Enter")]) {
    await visit(`${PAGE}#sources`, { permissions }, async (page) => {
      await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
      await press(page.locator(".lc-permalink"));
      await page.locator(".lc-permalink", { hasText: "Copied" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${server.origin}/${PAGE}`);
      await page.locator(".lc-permalink", { hasText: "Copy link" }).waitFor();
    });
  }
});

test("without JavaScript the answer is there, and the link leads to the page itself", async () => {
  await visit(PAGE, { javaScriptEnabled: false }, async (page) => {
    assert.match(await page.locator(".lc-verdict").innerText(), /Who must act\s+End user/);
    assert.equal(await page.locator(".lc-permalink").getAttribute("href"), "INVALID_MFA.html");
  });
});

test("on a phone no kind of code page is wider than the screen", async () => {
  for (const path of PAGES) {
    await visit(path, { viewport: { width: 390, height: 844 } }, async (page) => {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, path);
    });
  }
});

test("several meanings stand side by side on a desk, at one height, and the default is the first", async () => {
  await visit(PAGES[1], { viewport: { width: 1440, height: 900 } }, async (page) => {
    const boxes = await page.locator(".lc-context > .lc-verdict").evaluateAll((all) =>
      all.map((box) => [box.getBoundingClientRect().top, box.getBoundingClientRect().left]),
    );
    assert.equal(boxes[0][0], boxes[1][0]);
    assert.ok(boxes[0][1] < boxes[1][1]);
    assert.match(await page.locator(".lc-context").first().innerText(), /Assume this meaning when nothing tells/);
  });
});
