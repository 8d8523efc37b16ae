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

/** Goes from the page of a code to its texts in all languages, and returns them, folded. */
async function allLanguages(page) {
  await page.locator(".lc-languages a").click();
  await page.waitForURL(/voices\.html#/);
  return page.locator(":target ~ .lc-voices .lc-languages").first();
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
  test(`Arabic begins at the right edge, and the others at the left, ${viewport.width} wide`, async () => {
    await visit(PAGE, { viewport }, async (page) => {
      const texts = await allLanguages(page);
      await texts.locator("summary").click();
      for (const block of await texts.locator(".lc-language").all()) {
        const [lang, text] = [await block.getAttribute("lang"), block.locator("p").nth(2)];
        const { direction, left, right, lines, size } = await layout(text);
        assert.equal(direction, lang === "ar" ? "rtl" : "ltr", lang);
        assert.ok(lines.length > 0);
        for (const line of lines) {
          const gap = lang === "ar" ? right - line.right : line.left - left;
          assert.ok(Math.abs(gap) < 1, `${lang}: a line begins ${gap} px away from its edge`);
          assert.ok(line.left > left - 1 && line.right < right + 1, `${lang}: a line leaves its box`);
        }
        assert.ok(size >= 12);
      }
    });
  });
}

test("each language is named in itself and says that it is a draft, in English", async () => {
  await visit(PAGE, {}, async (page) => {
    const texts = await allLanguages(page);
    await texts.locator("summary").click();
    const blocks = texts.locator(".lc-language");
    assert.deepEqual(await blocks.evaluateAll((all) => all.map((one) => one.lang)), TRANSLATED);
    const marks = blocks.locator(".lc-mark");
    assert.deepEqual(await marks.allInnerTexts(), TRANSLATED.map(() => "draft"));
    assert.deepEqual(
      await marks.evaluateAll((all) => all.map((one) => [one.lang, getComputedStyle(one).direction])),
      TRANSLATED.map(() => ["en", "ltr"]),
    );
    const [name, mark] = [blocks.nth(1).locator(".lc-who"), marks.nth(1)];
    const [box, own] = [await name.boundingBox(), await mark.boundingBox()];
    assert.ok(own.x + own.width < box.x + box.width - 20, "the mark comes after the name, which is at the right");
  });
});

test("without JavaScript the other languages open, too", async () => {
  await visit(PAGE, { javaScriptEnabled: false }, async (page) => {
    const texts = await allLanguages(page);
    assert.ok(!(await texts.locator(".lc-language").first().isVisible()));
    await texts.locator("summary").click();
    assert.ok(await texts.locator(".lc-language").first().isVisible());
  });
});

test("a reviewer sees every text beside its source, on a phone as well", async () => {
  await visit(ARABIC, { viewport: site.PHONE }, async (page) => {
    const rows = page.locator(".lc-texts tbody tr");
    assert.ok((await rows.count()) > 800);
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
  const shown = (page) => page.locator("h2:target").innerText();
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
