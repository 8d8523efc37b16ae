// What each kind of page weighs when someone arrives: all that the browser asks for, as a server with gzip sends it.
// The bounds are absolute: what grows with the spec is asked for later, in parts.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { slim, UNUSED } from "../../site/theme.mjs";
import { CODE_PAGE, KINDS } from "./kinds.mjs";
import * as site from "./site.mjs";

const APPS = fileURLToPath(new URL("../../site/app", import.meta.url));
/** The most that a visit to an address may transfer beside typefaces, in bytes. */
const BOUNDS = {
  "index.html": 284_500,
  "plaid/api.error_code/ITEM_LOGIN_REQUIRED.html": 88_500,
  [CODE_PAGE]: 83_000,
  "plaid/index.html": 94_500,
  "lean/methods/connect.html": 84_500,
  "explorer.html": 116_000,
  "voices.html": 86_000,
  "plaid/voices.html": 114_500,
};
/** The most that the typefaces of a page may take, which come once: in English, and with the letters of other languages. */
const TYPEFACES = { english: 30_000, more: 42_000 };
/** The most links that come before the title of a page, however many pages are listed beside it. */
const MOST_LINKS = 21;
/** What the search loads; the first of these answer, the others say more. */
const SEARCH = ["assets/search.js", "assets/suggest.js", "assets/codes.js", "assets/summaries.js", "search/pages.js"];
const ANSWERS = 3;
const sent = new Set();
/** What the server sends in the place of a file, by its path. */
const instead = new Map();
let world;

before(async () => {
  world = await site.open((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.slice(1);
    sent.add(path);
    return instead.has(path) ? response.end(instead.get(path)) : site.sendFile(request, response);
  });
});

after(() => world?.close());

async function weigh(address) {
  sent.clear();
  await site.visit(world, address, () => {}, { waitUntil: "networkidle", spoils: true });
  const parts = [...sent].map(async (path) => [path, gzipSync(await readFile(join(site.SITE, path))).length]);
  return Object.fromEntries(await Promise.all(parts));
}

for (const [address, most] of Object.entries(BOUNDS)) {
  test(`${address} weighs at most ${most} bytes beside typefaces, and these what they may`, async (context) => {
    const parts = await weigh(address);
    const [fonts, sum] = [true, false].map((isFont) =>
      Object.entries(parts).reduce((total, [path, size]) => total + (path.endsWith(".woff2") === isFont ? size : 0), 0),
    );
    assert.ok(fonts > 0 && fonts <= TYPEFACES[address.endsWith("voices.html") ? "more" : "english"], `${fonts} bytes of typefaces`);
    context.diagnostic(`${sum} bytes: ${JSON.stringify(parts)}`);
    assert.ok(sum <= most, `${sum} bytes: ${JSON.stringify(parts)}`);
  });
}

test("the search is asked for when someone opens it, and answers within its bound", async (context) => {
  sent.clear();
  await site.visit(world, CODE_PAGE, async (page) => {
    await page.waitForLoadState("networkidle");
    assert.deepEqual(SEARCH.filter((path) => sent.has(path)), []);
    await page.keyboard.press("/");
    await page.locator(".lc-palette input").fill("invalid login");
    await page.locator(".lc-hit").first().waitFor();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(SEARCH.filter((path) => !sent.has(path)), []);
  }, { spoils: true });
  const sizes = await Promise.all(SEARCH.map(async (path) => gzipSync(await readFile(join(site.SITE, path))).length));
  const first = sizes.slice(0, ANSWERS).reduce((sum, size) => sum + size, 0);
  context.diagnostic(`${first} bytes to the first answer: ${sizes}`);
  assert.ok(first <= 107_000, `${first} bytes`);
});

/** Counts the links that a reader meets before the title of a page, on the way of the keyboard or of a screen reader. */
function linksBeforeTitle(page) {
  return page.evaluate(() => {
    const title = document.querySelector("h1");
    const links = [...document.querySelectorAll("a[href]")];
    return links.filter((link) => title.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_PRECEDING).length;
  });
}

for (const [width, viewport] of Object.entries({ wide: site.DESK, narrow: site.PHONE })) {
  test(`${width}, at most ${MOST_LINKS} links come before the title on every kind of page`, async () => {
    for (const address of [...Object.values(KINDS), "plaid/api.error_code/ITEM_LOGIN_REQUIRED.html"]) {
      await site.visit(world, address, async (page) => {
        const links = await linksBeforeTitle(page);
        assert.ok(links <= MOST_LINKS, `${address}: ${links}`);
      }, { viewport });
    }
  });
}

test("with 40 parts of the site, the header is as short as with a few, and all of them are in the list", async () => {
  const nav = "assets/nav/lean.js";
  const text = await readFile(join(site.SITE, nav), "utf-8");
  const parts = JSON.parse(text.slice(text.indexOf("[")).replace(/;\s*$/, ""));
  const more = Array.from({ length: 40 - parts.length }, (_, number) => [`More ${number}`, `more${number}/index.html`, []]);
  const own = parts.findIndex(([, address]) => address === "lean/index.html");
  instead.set(nav, `var lcNavigation=${JSON.stringify(parts.toSpliced(own, 0, ...more))};`);
  try {
    await site.visit(world, CODE_PAGE, async (page) => {
      assert.ok((await linksBeforeTitle(page)) <= 30);
      assert.equal(await page.locator(".lc-sections > a").count(), 6);
      assert.equal(await page.locator(".md-nav--primary > ul > li").count(), 40);
    }, { spoils: true });
  } finally {
    instead.clear();
  }
});

test("no page has a class of the theme whose styles were taken out, and no script of this site sets one", async () => {
  const files = await readdir(site.SITE, { recursive: true });
  const pages = files.filter((path) => path.endsWith(".html"));
  assert.ok(pages.length > 1_000);
  const found = new Map();
  for (const path of pages)
    for (const [, names] of (await readFile(join(site.SITE, path), "utf-8")).matchAll(/\bclass="?([\w -]+)/g))
      for (const name of names.split(" ")) if (UNUSED.test(name)) found.set(name, path);
  for (const path of await readdir(APPS, { recursive: true }))
    if (path.endsWith(".ts"))
      for (const [name] of (await readFile(join(APPS, path), "utf-8")).matchAll(/[\w-]+/g)) if (UNUSED.test(name)) found.set(name, path);
  assert.deepEqual([...found], []);
});

test("styles of the theme lose what is unused, and keep the rest", () => {
  const sheet = ".md-top{color:red}.md-nav{color:red}.md-typeset .critic{x:y}[data-md-color-primary=red]{--a:b}[data-md-color-scheme=slate]{--a:c}";
  assert.equal(slim(sheet), ".md-nav{color:red}[data-md-color-scheme=slate]{--a:c}");
});
