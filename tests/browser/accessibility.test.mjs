// Whether everyone can use the built site: axe-core on a page of each kind, and the keyboard alone.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as site from "./site.mjs";
import { PHONE, SITE } from "./site.mjs";

const AXE = fileURLToPath(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url));
const DESK = { width: 1280, height: 800 };
const CODE_PAGE = "lean/linksdk.secondary_status/INVALID_MFA.html";
const KINDS = {
  home: "index.html",
  explorer: "explorer.html?category=conflict", // a few rows, since axe-core looks at each for long
  provider: "lean/index.html",
  sources: "flinks/sources.html",
  vocabulary: "lean/linksdk.secondary_status/index.html",
  code: CODE_PAGE,
  "code with several meanings": "flinks/api.code/INVALID_LOGIN.html",
  "code without a behavior": "argyle/webhook.event/ACCOUNTS_CONNECTED.html",
  method: "lean/methods/connect.html",
  payload: "argyle/payloads/verifications.updated.html",
  "heat map": "categories/index.html",
  category: "categories/credentials_invalid.html",
  guides: "guides/index.html",
  "guide to webhooks": "guides/receive-a-webhook.html",
  "guide to widgets": "guides/listen-to-a-widget.html",
  "guide to storage": "guides/store-statuses.html",
  "guide to retries": "guides/retry-safely.html",
  "guide to tests": "guides/test-every-screen.html",
  "guide to providers": "guides/add-a-provider.html",
  "how to read a code": "read-a-code.html",
  "how it decides": "how-it-decides.html",
  taxonomy: "taxonomy.html",
  voices: "voices.html",
  machines: "machines.html",
  "data pack": "data-pack.html",
  benchmarks: "benchmarks.html",
  coverage: "coverage.html",
  changes: "changes.html",
  "lint rules": "rules/index.html",
  "lint rule": "rules/http-conflict.html",
  about: "about.html",
  "not found": "404.html",
};

let world, axe;

before(async () => {
  axe = await readFile(AXE, "utf8");
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

/** Return what axe-core finds wrong, as `rule: element` lines. */
async function violations(page) {
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}

/** Wait until the page has drawn what follows from a change, such as another width. */
function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

for (const [kind, address] of Object.entries(KINDS)) {
  test(`a page of kind ${kind} is without fault for axe-core, and its headings and tables are in order`, async () => {
    await visit(address, {}, async (page) => {
      await checkOrder(page);
      await page.evaluate(axe);
      for (const viewport of [DESK, PHONE]) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await page.waitForSelector(`body[data-md-color-scheme=${colorScheme === "dark" ? "slate" : "default"}]`);
          await drawn(page);
          assert.deepEqual(await violations(page), [], `${address}, ${viewport.width} px, ${colorScheme}`);
        }
      }
    });
  });
}

async function checkOrder(page) {
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

/** Press Tab until the focus has been everywhere; return where it was, and whether one could see it. */
async function walk(page, steps) {
  const places = [];
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === document.body) return null;
      // The theme draws its switch of colors, and tabs, by labels.
      const tabs = activeElement.parentElement.querySelector(":scope > .tabbed-labels");
      const shown = activeElement.matches(".md-option") ? activeElement.nextElementSibling : (tabs ?? activeElement);
      const style = getComputedStyle(shown);
      const { width, height, bottom, right } = shown.getBoundingClientRect();
      const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      const onPage = width > 0 && height > 0 && bottom > 0 && right > 0;
      const labeled = activeElement.labels?.[0]?.textContent;
      const name = activeElement.getAttribute("aria-label") ?? labeled ?? activeElement.textContent;
      const region = activeElement.closest(".md-skip, .md-search, .md-header, .md-tabs, .md-sidebar, article, footer");
      return {
        region: region?.tagName === "ARTICLE" || region?.tagName === "FOOTER" ? region.tagName : region?.classList[0],
        what: activeElement.outerHTML.slice(0, 90),
        named: (name ?? "").trim() !== "" || activeElement.title !== "",
        seen: (ring || style.boxShadow !== "none") && onPage,
      };
    });
    if (!place) break;
    places.push(place);
  }
  return places;
}

for (const colorScheme of ["light", "dark"]) {
  test(`the keyboard reaches every part of a page, and one sees where it is, ${colorScheme}`, async () => {
    for (const address of [CODE_PAGE, KINDS["heat map"], KINDS["guide to webhooks"]]) {
      await visit(address, { colorScheme }, async (page) => {
        const places = await walk(page, 250);
        assert.equal(places[0].region, "md-skip");
        const regions = new Set(places.map((place) => place.region));
        for (const region of ["md-header", "md-search", "md-tabs", "md-sidebar", "ARTICLE"]) {
          assert.ok(regions.has(region), `${address}: never in ${region}`);
        }
        assert.deepEqual(places.filter((place) => !place.seen).map((place) => place.what), [], address);
        assert.deepEqual(places.filter((place) => !place.named).map((place) => place.what), [], address);
      });
    }
  });
}

test("the link at the top leads past the navigation", async () => {
  await visit(CODE_PAGE, {}, async (page) => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const next = (await walk(page, 1))[0];
    assert.equal(next.region, "ARTICLE");
  });
});

test("the keyboard alone changes the colors", async () => {
  await visit(CODE_PAGE, { colorScheme: "light" }, async (page) => {
    const scheme = () => page.locator("body").getAttribute("data-md-color-scheme");
    for (let step = 0; step < 6; step++) {
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
      const toggle = page.locator(name === "Menu" ? "#__drawer" : "#__search");
      for (let step = 0; step < 8; step++) {
        await page.keyboard.press("Tab");
        if ((await page.evaluate(() => document.activeElement.textContent.trim())) === name) break;
      }
      await page.keyboard.press("Enter");
      assert.equal(await toggle.isChecked(), true, name);
    });
  }
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
    for (const part of [".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer__inner"]) {
      assert.equal(await page.locator(part).isVisible(), false, part);
    }
  });
  await visit(CODE_PAGE, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    const width = await page.locator(".lc-verdict").first().evaluate((box) => getComputedStyle(box).borderLeftWidth);
    assert.ok(parseFloat(width) >= 2);
    assert.equal(await page.locator(".lc-badge").isVisible(), true);
    assert.equal(await page.locator(".lc-tools a:not(.lc-badge)").first().isVisible(), false, "only for the screen");
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
