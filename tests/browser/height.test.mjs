// How tall pages are on a phone, and that an address leads to what is folded on them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KINDS } from "./kinds.mjs";
import * as site from "./site.mjs";

/** The most that a page may be tall at the width of a phone: under 18 screens. */
const MOST = 15_000;
/** Kinds that are not down to that yet, at the height that they must not exceed. */
const TALLER = { "data pack": 18_580, benchmarks: 16_150, crosswalk: 16_970 };
/** The tallest of some kinds, beside those in the list of kinds. */
const TALLEST = {
  "code with most meanings": "flinks/api.code/UNAUTHORIZED.html",
  "largest provider": "plaid/index.html",
  "largest vocabulary": "plaid/api.error_code/index.html",
  "vocabulary of messages": "gocardless/api.summary/index.html",
  "largest category": "categories/in_progress.html",
  "largest payload": "argyle/payloads/accounts.updated.html",
  "most flows": "plaid/flows.html",
  "most sources": "lean/sources.html",
  "most texts": "lean/voices.html",
  language: "translations/de.html",
  "rules for changes": "change-rules.html",
  release: "releases/0.2.0.html",
  masking: "guides/mask-secrets.html",
  crosswalk: "crosswalk.html",
  "how it reads": "how-it-reads.html",
  "how it plans": "how-it-plans.html",
  "how it concludes": "how-it-concludes.html",
};
/** Addresses of what is folded, and words that are to be seen there. */
const FOLDED = {
  "voices.html#in_progress": "Still in progress",
  "lean/voices.html#payment_with_bank": "bank",
  "translations/de.html#payment_with_bank": "payment_with_bank",
  "taxonomy.html#situation-done": "Done",
  "categories/succeeded.html#codes-flinks": "REDIRECT",
  "change-rules.html#absent-removed": "major",
};

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

for (const [kind, address] of Object.entries({ ...KINDS, ...TALLEST })) {
  const most = TALLER[kind] ?? MOST;
  test(`${kind}: ${address} is at most ${most} px tall on a phone`, async (context) => {
    await site.visit(world, address, async (page) => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      context.diagnostic(`${height} px`);
      assert.ok(height <= most, `${height} px`);
    }, { viewport: site.PHONE });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`an address opens what is folded there, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    for (const [address, words] of Object.entries(FOLDED)) {
      await site.visit(world, address, async (page) => {
        const target = page.locator(":target").filter({ hasText: words });
        assert.ok(await target.isVisible(), address);
        const { y } = await target.boundingBox();
        assert.ok(y > 0 && y < site.PHONE.height, `${address}: ${y}`);
      }, { viewport: site.PHONE, javaScriptEnabled });
    }
  });
}

test("a link in the table of contents opens the part that it leads to", async () => {
  await site.visit(world, "categories/succeeded.html", async (page) => {
    await page.locator(".md-sidebar--secondary a", { hasText: "Flinks" }).click();
    assert.ok(await page.locator("#codes-flinks").isVisible());
    assert.ok(!(await page.locator("#codes-argyle").isVisible()));
  });
});
