// What each kind of page weighs when someone arrives: all that the browser asks for, as a server with gzip sends it.
// The bounds are absolute: what grows with the spec is asked for later, in parts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { CODE_PAGE } from "./kinds.mjs";
import * as site from "./site.mjs";

/** The most that a visit to an address may transfer, in bytes. */
const BOUNDS = {
  "index.html": 290_000,
  "plaid/api.error_code/ITEM_LOGIN_REQUIRED.html": 95_000,
  [CODE_PAGE]: 90_000,
  "plaid/index.html": 125_000,
  "lean/methods/connect.html": 95_000,
  "explorer.html": 261_000,
  "voices.html": 197_000,
};
const sent = new Set();
let world;

before(async () => {
  world = await site.open((request, response) => {
    sent.add(new URL(request.url, "http://localhost").pathname.slice(1));
    return site.sendFile(request, response);
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
  test(`${address} weighs at most ${most} bytes`, async (context) => {
    const parts = await weigh(address);
    const sum = Object.values(parts).reduce((total, size) => total + size, 0);
    context.diagnostic(`${sum} bytes: ${JSON.stringify(parts)}`);
    assert.ok(sum <= most, `${sum} bytes: ${JSON.stringify(parts)}`);
  });
}

test("the index of the search is asked for when someone searches, and where a page marks what was searched for", async () => {
  const index = "search/search_index.json";
  const search = (page) => page.locator("input.md-search__input").focus();
  for (const [address, look] of [[CODE_PAGE, search], [`${CODE_PAGE}?h=invalid`, () => {}]]) {
    sent.clear();
    await site.visit(world, address, async (page) => {
      await look(page);
      await page.waitForLoadState("networkidle");
      for (let turn = 0; turn < 50 && !sent.has(index); turn++) await page.waitForTimeout(100);
      assert.ok(sent.has(index), address);
    }, { spoils: true });
  }
});
