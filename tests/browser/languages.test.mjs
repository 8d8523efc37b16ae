/** What users read in other languages: Arabic runs from right to left, and every draft says that it is one. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import * as site from "./site.mjs";

const PAGE = "lean/linksdk.secondary_status/PENDING_WITH_BANK.html";
const ARABIC = "translations/ar.html";
const SPEC = new URL("../../spec/spec.json", import.meta.url);
const [, ...TRANSLATED] = JSON.parse(readFileSync(SPEC, "utf-8")).locales;

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

function visit(path, options, look) {
  return site.visit(world, path, look, { waitUntil: "networkidle", ...options });
}

/** Goes from the page of a code to the links to its text in all languages, and returns them. */
async function allLanguages(page) {
  await page.locator(".lc-languages a").click();
  await page.waitForURL(/voices\.html#/);
  return page.locator(":target .lc-languages").locator("a");
}

/** Opens the text in one of them, and returns its cell. */
async function inLanguage(page, locale) {
  await (await allLanguages(page)).and(page.locator(`[hreflang="${locale}"]`)).click();
  await page.waitForURL(new RegExp(`translations/${locale}\\.html#payment_with_bank$`));
  return page.locator("tr:target td").nth(1);
}

/** Returns where the words in an element begin and end, line by line, and the box that they are in. */
function layout(locator) {
  return locator.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const style = getComputedStyle(element);
    const { left, right } = element.getBoundingClientRect();
    const lines = [...range.getClientRects()].map((line) => ({ left: line.left, right: line.right }));
    return { direction: style.direction, left, right, lines, size: parseFloat(style.fontSize) };
  });
}

for (const viewport of [site.DESK, site.PHONE]) {
  test(`Arabic begins at the right edge, and Spanish at the left, ${viewport.width} wide`, async () => {
    for (const locale of ["ar", "es"])
      await visit(PAGE, { viewport }, async (page) => {
        const text = await inLanguage(page, locale);
        await text.scrollIntoViewIfNeeded();
        const { direction, left, right, lines, size } = await layout(text);
        assert.equal(direction, locale === "ar" ? "rtl" : "ltr");
        assert.ok(lines.length > 0);
        const gaps = lines.map((line) => (locale === "ar" ? right - line.right : line.left - left));
        assert.ok(gaps.every((gap) => gap >= 0 && gap < 20), `${locale}: a line begins ${gaps} px away from its edge`);
        assert.ok(size >= 12);
      });
  });
}

test("each language is named in itself, and its page says that its texts are drafts", async () => {
  await visit(PAGE, {}, async (page) => {
    const links = await allLanguages(page);
    assert.deepEqual(await links.evaluateAll((all) => all.map((one) => one.lang)), TRANSLATED);
    assert.deepEqual(await links.evaluateAll((all) => all.map((one) => one.hreflang)), TRANSLATED);
    await links.first().click();
    await page.waitForURL(/translations\//);
    assert.equal(await page.locator(".lc-lead .lc-mark").innerText(), "draft");
  });
});

test("without JavaScript the other languages are found, too", async () => {
  await visit(PAGE, { javaScriptEnabled: false }, async (page) => {
    assert.ok(await (await inLanguage(page, "ar")).isVisible());
  });
});

test("a reviewer sees every text beside its source, on a phone as well", async () => {
  await visit(ARABIC, { viewport: site.PHONE }, async (page) => {
    const rows = page.locator(".lc-texts tbody tr");
    assert.ok((await rows.count()) > 800);
    await page.locator(".lc-fold > summary").first().click();
    const { direction, lines, right } = await layout(rows.first().locator("td").nth(1));
    assert.equal(direction, "rtl");
    assert.ok(lines.every((line) => line.right <= right));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  });
});

test("the catalogs can be taken away, and each is what its name says", async () => {
  await visit("translations/index.html", {}, async (page) => {
    const links = await page.locator("a[download]").evaluateAll((all) => all.map((one) => one.href));
    assert.ok(links.length >= 20);
    for (const link of links) {
      const answer = await page.request.get(link);
      assert.equal(answer.status(), 200, link);
      if (/\.(json|arb|xcstrings)$/.test(link)) assert.ok(Object.keys(await answer.json()).length > 0, link);
    }
  });
});

test("an address from when all texts were on one page leads to the text, also without scripts", async () => {
  const [old, now] = ["voices.html#payment_with_bank", "**/lean/voices.html#payment_with_bank"];
  const shown = (page) => page.locator("details:has(> :target) h2").innerText();
  await visit(old, { spoils: true }, async (page) => {
    await page.waitForURL(now);
    assert.match(await shown(page), /payment/i);
  });
  await visit(old, { javaScriptEnabled: false, spoils: true }, async (page) => {
    await page.locator(":target a").click();
    await page.waitForURL(now);
    assert.match(await shown(page), /payment/i);
  });
});
