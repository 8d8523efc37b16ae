// A page of each kind, loaded once and asked everything in all its dresses: whether it fits, and what axe-core finds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe, DRESSES, violations, wear } from "./axe.mjs";
import { KINDS } from "./kinds.mjs";
import * as site from "./site.mjs";

// On some kinds all rules are asked in each dress, in case others find another thing in it, too.
const ALL_RULES = ["home", "provider", "code"];

let world, page, faults;

before(async () => {
  world = await site.open();
  ({ page, faults } = await site.watched(world, { reducedMotion: "reduce" }));
});

after(() => world?.close());

for (const [kind, address] of Object.entries(KINDS)) {
  test(`a page of kind ${kind} is in order, fits and is without fault for axe-core, on a desk and a phone, light and dark`, async () => {
    await wear(page, DRESSES[0]);
    assert.equal((await page.goto(`${world.origin}/${address}`)).status(), 200, `${address} is missing`);
    if (await page.locator(".mermaid").count()) await page.waitForLoadState("networkidle");
    await checkOrder();
    for (const dress of DRESSES) await checkWidth(dress);
    await bringAxe(page);
    await page.evaluate(thin);
    for (const dress of DRESSES) {
      const found = await violations(page, dress, dress === DRESSES[0] || ALL_RULES.includes(kind));
      assert.deepEqual(found, [], `${dress.viewport.width} px, ${dress.colorScheme}`);
    }
    assert.deepEqual(faults.splice(0), []);
  });
}

async function checkOrder() {
  const found = await page.evaluate(() => ({
    language: document.documentElement.lang,
    levels: [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
      .filter((heading) => heading.checkVisibility())
      .map((heading) => Number(heading.tagName[1])),
    headless: [...document.querySelectorAll("main table:not(.highlighttable)")]
      .filter((table) => !table.querySelector("th"))
      .map((table) => table.textContent.slice(0, 60)),
  }));
  assert.equal(found.language, "en");
  assert.equal(found.levels.filter((level) => level === 1).length, 1, "main headings");
  const leaps = found.levels.filter((level, index) => level > (found.levels[index - 1] ?? 0) + 1);
  assert.deepEqual(leaps, [], `levels ${found.levels}`);
  assert.deepEqual(found.headless, []);
}

async function checkWidth(dress) {
  await wear(page, dress);
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  assert.ok(scrollWidth <= clientWidth, `${scrollWidth} wide on ${clientWidth}`);
}

/** Runs in the page: of siblings that are built alike three stay, since axe-core says the same of each of them. */
function thin() {
  const isText = ({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim() !== "";
  const built = ({ tagName, className, style, attributes, childNodes, children }) => {
    const names = [...attributes].map(({ name }) => name);
    const own = [tagName, className, style?.cssText, ...names, [...childNodes].some(isText)];
    return `${own}(${[...children].map(built)})`;
  };
  const thinChildren = (parent) => {
    const kept = new Map();
    for (const child of [...parent.children]) {
      const form = built(child);
      kept.set(form, (kept.get(form) ?? 0) + 1);
      if (kept.get(form) > 3 && !child.matches("td, th")) child.remove(); // a row keeps its columns
      else if (!child.matches(".tabbed-set")) thinChildren(child); // its choices have their labels elsewhere
    }
  };
  thinChildren(document.body);
}
