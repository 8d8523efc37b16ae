// Whether everyone can use the built site: with the keyboard alone, without movement, on paper, in colors of their own.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { CODE_PAGE, KINDS } from "./kinds.mjs";
import { bringAxe, DRESSES, violations, wear } from "./axe.mjs";
import * as site from "./site.mjs";
import { SITE } from "./site.mjs";

const DESK = { width: 1280, height: 800 };

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

/** Open a page, hand it over, and fail if anything went wrong on it meanwhile. */
async function visit(address, options, look) {
  assert.ok(existsSync(join(SITE, address.split("?")[0])), `${address} is missing`);
  const drawnFirst = async (page) => {
    await drawn(page);
    await look(page);
  };
  await site.visit(world, address, drawnFirst, { viewport: DESK, reducedMotion: "reduce", ...options });
}

/** Wait until the page has drawn what follows from a change, such as another width. */
function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Runs in the page: note each place that the focus comes to, and whether one can see it. */
function noteFocus() {
  globalThis.places = [];
  globalThis.walked = [];
  addEventListener("focusin", ({ target }) => {
    // The theme draws its switch of colors, and tabs, by labels.
    const tabs = target.parentElement.querySelector(":scope > .tabbed-labels");
    const shown = target.matches(".md-option") ? target.nextElementSibling : (tabs ?? target);
    const style = getComputedStyle(shown);
    const { width, height, bottom, right } = shown.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const onPage = width > 0 && height > 0 && bottom > 0 && right > 0;
    const name = target.getAttribute("aria-label") ?? target.labels?.[0]?.textContent ?? target.textContent;
    const region = target.closest(".md-skip, .lc-search, .lc-sections, .md-header, .md-sidebar, article, footer");
    globalThis.walked.push(target);
    globalThis.places.push({
      region: region?.tagName === "ARTICLE" || region?.tagName === "FOOTER" ? region.tagName : region?.classList[0],
      what: target.outerHTML.slice(0, 90),
      named: (name ?? "").trim() !== "" || target.title !== "",
      seen: (ring || style.boxShadow !== "none") && onPage,
    });
  });
}

/** Press Tab until the focus has been everywhere, or as often; return where it was, and whether one could see it. */
async function walk(page, steps) {
  await page.evaluate(noteFocus);
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement === document.body)) break;
  }
  return page.evaluate(() => globalThis.places);
}

/** Runs in the page: the focus, last moved with the keyboard, goes to the same places again; returns what is seen of them. */
function walkAgain() {
  globalThis.places = [];
  document.activeElement.blur();
  for (const place of globalThis.walked.splice(0)) place.focus();
  return globalThis.places;
}

for (const address of [CODE_PAGE, KINDS["heat map"], KINDS["guide to webhooks"]]) {
  test(`the keyboard reaches every part of ${address}, and one sees where it is, light and dark`, async () => {
    await visit(address, {}, async (page) => {
      const places = await walk(page, 250);
      assert.equal(places[0].region, "md-skip");
      const regions = new Set(places.map((place) => place.region));
      for (const region of ["md-header", "lc-search", "lc-sections", "md-sidebar", "ARTICLE"])
        assert.ok(regions.has(region), `never in ${region}`);
      assertSeen(places, "light");
      await page.emulateMedia({ colorScheme: "dark" });
      await drawn(page);
      const again = await page.evaluate(walkAgain);
      assert.equal(again.length, places.length);
      assertSeen(again, "dark");
    });
  });
}

function assertSeen(places, colorScheme) {
  assert.deepEqual(places.filter(({ seen }) => !seen).map(({ what }) => what), [], colorScheme);
  assert.deepEqual(places.filter(({ named }) => !named).map(({ what }) => what), [], colorScheme);
}

test("the link at the top leads past the navigation", async () => {
  await visit(CODE_PAGE, {}, async (page) => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const next = (await walk(page, 1))[0];
    assert.equal(next.region, "ARTICLE");
  });
});

test("the second link at the top leads to the list of pages, which comes after the content and is shown beside it", async () => {
  await visit(CODE_PAGE, {}, async (page) => {
    for (const key of ["Tab", "Tab", "Enter"]) await page.keyboard.press(key);
    const next = (await walk(page, 1))[0];
    assert.equal(next.region, "md-sidebar");
    const [list, content] = await page.evaluate(() => {
      const found = [".md-sidebar--primary", "article"].map((place) => document.querySelector(place));
      return found.map((place) => place.getBoundingClientRect().right);
    });
    assert.ok(list < content);
  });
});

test("the keyboard alone changes the colors", async () => {
  await visit(CODE_PAGE, { colorScheme: "light" }, async (page) => {
    const scheme = () => page.locator("body").getAttribute("data-md-color-scheme");
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.matches(".md-option"))) break;
    }
    const seen = new Set([await scheme()]);
    for (let turn = 0; turn < 2; turn++) {
      await page.keyboard.press("ArrowRight");
      seen.add(await scheme());
    }
    assert.deepEqual([...seen].toSorted(), ["default", "slate"]);
  });
});

test("on a phone, or at 400 %, the keyboard opens the menu and the search", async () => {
  for (const name of ["Menu", "Search"]) {
    await visit(CODE_PAGE, { viewport: { width: 320, height: 640 } }, async (page) => {
      for (let step = 0; step < 8; step++) {
        await page.keyboard.press("Tab");
        if ((await page.evaluate(() => document.activeElement.textContent.trim())).startsWith(name)) break;
      }
      await page.keyboard.press("Enter");
      if (name === "Menu") assert.equal(await page.locator("#__drawer").isChecked(), true);
      else await page.locator(".lc-palette").waitFor();
    });
  }
});

test("on a phone, the focus passes a menu that is closed, goes into one that opens, and comes back from it", async () => {
  await visit(CODE_PAGE, { viewport: { width: 320, height: 640 } }, async (page) => {
    const places = await walk(page, 250);
    assert.ok(places.every(({ region }) => region !== "md-sidebar"));
    const inMenu = () => page.evaluate(() => Boolean(document.activeElement.closest(".md-sidebar--primary")));
    await page.locator("label.lc-menu").focus();
    await page.keyboard.press("Enter");
    assert.equal(await inMenu(), true);
    await page.keyboard.press("Tab");
    assert.equal(await inMenu(), true);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Menu");
    assert.equal(await page.locator("#__drawer").isChecked(), false);
  });
});

test("who wants no movement sees none", async () => {
  await visit(CODE_PAGE, {}, async (page) => {
    const longest = await page.evaluate(() => {
      const seconds = (text) => Math.max(...text.split(",").map(parseFloat));
      return Math.max(...[...document.querySelectorAll("body *")].map((element) => {
        const style = getComputedStyle(element);
        return Math.max(seconds(style.transitionDuration), seconds(style.animationDuration));
      }));
    });
    assert.ok(longest < 0.01, `${longest} s`);
  });
});

test("printed, a page has its verdict and its folded parts, and no navigation", async () => {
  await visit(KINDS.coverage, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    const folded = page.locator("details:not([open]) td").first();
    assert.equal(await folded.evaluate((cell) => cell.checkVisibility()), true);
    for (const part of [".md-header", ".md-sidebar--primary"]) {
      assert.equal(await page.locator(part).isVisible(), false, part);
    }
  });
  await visit(CODE_PAGE, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    const sign = await page.locator(".lc-category").first().evaluate((word) => {
      const { backgroundColor, printColorAdjust, width } = getComputedStyle(word, "::before");
      return { backgroundColor, printColorAdjust, width: parseFloat(width) };
    });
    assert.equal(sign.printColorAdjust, "exact");
    assert.ok(sign.width > 5 && sign.backgroundColor !== "rgba(0, 0, 0, 0)", "the tone is printed, too");
    assert.equal(await page.locator(".lc-identity").isVisible(), true);
    assert.equal(await page.locator(".lc-copies").isVisible(), false, "only for the screen");
    assert.equal(await page.locator(".lc-user details").first().isVisible(), false, "the text is above already");
  });
});

test("with colors of the reader's own, the heat map and the shares keep their borders and give up their colors", async () => {
  await visit(KINDS["heat map"], {}, async (page) => {
    await page.emulateMedia({ forcedColors: "active" });
    const cell = await page.locator(".lc-heat td").first().evaluate((found) => {
      const { forcedColorAdjust, borderTopStyle } = getComputedStyle(found);
      return { forcedColorAdjust, borderTopStyle };
    });
    assert.deepEqual(cell, { forcedColorAdjust: "auto", borderTopStyle: "solid" });
  });
  await visit(KINDS.coverage, {}, async (page) => {
    await page.emulateMedia({ forcedColors: "active" });
    const border = await page.locator(".lc-shares > span").first().evaluate((found) => getComputedStyle(found).borderTopStyle);
    assert.equal(border, "solid");
  });
});

test("the search, open, has no fault that axe knows, light and dark, wide and narrow", async () => {
  await visit(CODE_PAGE, {}, async (page) => {
    await bringAxe(page);
    await page.keyboard.press("/");
    await page.locator(".lc-palette input").fill("invalid login");
    await page.locator(".lc-hit").first().waitFor();
    for (const dress of DRESSES) {
      await wear(page, dress);
      assert.deepEqual(await violations(page, dress, true), []);
    }
  });
});
