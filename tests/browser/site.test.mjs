// The built site in a real browser. Each page is watched: an error on the console, or a request to another host,
// fails the test that opened it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { CODE_PAGE, KINDS } from "./kinds.mjs";
import * as site from "./site.mjs";
import { SITE } from "./site.mjs";

const { queries: QUERIES, floors: FLOORS } = JSON.parse(readFileSync(new URL("../search/pages.json", import.meta.url), "utf-8"));

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

/** Open a page, hand it over, and fail if anything went wrong on it meanwhile. */
function visit(address, options, look) {
  return site.visit(world, address, look, options);
}

/** Type a query into the search and return its results, once all that it loads is there. */
async function search(page, query) {
  if (!(await page.locator(".lc-palette").isVisible())) await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search codes, situations and guides" });
  await field.waitFor();
  await page.waitForFunction(() => window.linkcodesPages && window.linkcodesSummaries);
  await field.fill(query);
  return page.locator(".lc-hit");
}

/** Search for a code that three vocabularies have, follow one of the first three hits, and read who must act. */
async function lookUp(page) {
  const results = await search(page, "INVALID_MFA");
  const titles = (await results.allInnerTexts()).slice(0, 3).map((text) => text.replace(/\s+/g, " "));
  assert.deepEqual(titles.map((title) => title.split(" ", 1)[0]).toSorted(), ["INVALID_MFA", "invalid_mfa", "invalid_mfa"]);
  const own = titles.findIndex((title) => title.startsWith("INVALID_MFA Lean Technologies secondary status"));
  await results.nth(own).click();
  await page.waitForURL(`**/${CODE_PAGE}*`);
  assert.equal(await page.locator("h1 code").textContent(), "INVALID_MFA");
  const answer = page.locator(".lc-verdict dt", { hasText: "Who must act" }).locator("+ dd strong");
  assert.equal(await answer.textContent(), "End user");
}

test("a visitor searches for a code, follows the hit and reads who must act", async () => {
  await visit("explorer.html", {}, (page) => page.locator("[data-lc-search]").click().then(() => lookUp(page)));
});

test("the site, opened from disk, can be searched as well", async () => {
  await visit(pathToFileURL(join(SITE, "coverage.html")).href, {}, lookUp);
});

test("a code goes before the codes that begin with it, and each says where it is at home and what it means", async () => {
  await visit("coverage.html", {}, async (page) => {
    const texts = (await (await search(page, "INVALID_LOGIN")).allInnerTexts()).map((text) => text.split("\n"));
    assert.deepEqual(texts.slice(0, 2).map(([value]) => value), ["INVALID_LOGIN", "INVALID_LOGIN"]);
    assert.ok(texts.slice(0, 2).every(([, where, means]) => /^Flinks /.test(where) && means.length > 20), String(texts[0]));
  });
});

/** The pages that a query leads to, the first one first. */
async function found(page, query) {
  const links = await search(page, query);
  return links.evaluateAll((all) => all.map(({ pathname, hash }) => pathname.slice(1) + hash));
}

test("what is searched for by its words, a message or the name of a guide is found first", async () => {
  await visit("coverage.html", {}, async (page) => {
    for (const [query, first] of [
      ["Bank is experiencing technical issues", "lean/api.granular_status_code/BANK_ISSUE.html"],
      ["The LoginId provided is either invalid or does not belong to the CustomerId", "flinks/api.code/INVALID_LOGIN.html"],
      ["You are not allowed to do this operation", "lean/api.error/OPERATION_NOT_ALLOWED.html"],
      ["secondary status", "lean/linksdk.secondary_status/index.html"],
      ["webhook signature", "guides/receive-a-webhook.html"],
      ["postMessage", "guides/listen-to-a-widget.html"],
      ["idempotency", "guides/receive-a-webhook.html"],
      ["update mode", "plaid/flows.html#flow-update_mode"],
    ])
      assert.equal((await found(page, query))[0]?.replace(/#.*update.*$/, "#flow-update_mode"), first, query);
  });
});

test("a set of queries finds what it means first in most cases, and among the first three in nearly all", async (context) => {
  await visit("coverage.html", {}, async (page) => {
    const places = [];
    for (const [query, meant] of QUERIES) places.push((await found(page, query)).findIndex((path) => new RegExp(meant, "i").test(path)));
    const within = (most) => places.filter((place) => place >= 0 && place < most).length;
    context.diagnostic(`${within(1)} and ${within(3)} of ${QUERIES.length}`);
    assert.ok(within(1) >= FLOORS.first, `${within(1)} first`);
    assert.ok(within(3) >= FLOORS.three, `${within(3)} among the first three`);
  });
});

test("the keyboard goes through what is found, follows it, and gives the focus back", async () => {
  await visit("coverage.html", {}, async (page) => {
    await page.locator("[data-lc-search]").focus();
    await page.keyboard.press("Enter");
    await search(page, "invalid login");
    const active = () => page.locator(".lc-palette input").evaluate((field) => {
      const option = document.getElementById(field.getAttribute("aria-activedescendant"));
      return [option.getAttribute("aria-selected"), [...document.querySelectorAll(".lc-hit")].indexOf(option)];
    });
    assert.deepEqual(await active(), ["true", 0]);
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await active(), ["true", 1]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.deepEqual(await active(), ["true", (await page.locator(".lc-hit").count()) - 1]);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".lc-palette").isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement.hasAttribute("data-lc-search")), true);
    await page.keyboard.press("Control+k");
    await page.keyboard.press("ArrowDown");
    const href = await page.locator(".lc-hit[aria-selected=true]").getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL(href);
  });
});

test("where nothing is found or loads, the search tells what to do instead, and markup in a query stays text", async () => {
  await visit("coverage.html", {}, async (page) => {
    assert.equal(await (await search(page, "zzqqxxyy")).count(), 0);
    assert.match(await page.locator(".lc-none").innerText(), /Nothing found for “zzqqxxyy”[^]*Paste the whole message/);
    await search(page, "<img src=x onerror=alert(1)>qqzzxx");
    assert.equal(await page.locator(".lc-palette img").count(), 0);
  });
  const broken = await site.open((request, response) =>
    request.url.endsWith("suggest.js") ? request.socket.destroy() : site.sendFile(request, response),
  );
  const page = await broken.browser.newPage();
  await page.goto(`${broken.origin}/coverage.html`);
  await page.keyboard.press("/");
  await page.locator(".lc-none", { hasText: "The search did not load" }).waitFor();
  await broken.close();
});

test("an address that leads nowhere finds the code that its last word names, whatever its case", async () => {
  const lost = await site.open((request, response) => {
    if (!/^\/(?:INVALID|invalid|wrong)/.test(request.url)) return site.sendFile(request, response);
    response.writeHead(404, { "content-type": "text/html" });
    return readFile(join(SITE, "404.html")).then((page) => response.end(page));
  });
  const page = await lost.browser.newPage();
  for (const [address, first] of [["/INVALID_LOGIN", /\/INVALID_LOGIN\.html$/], ["/invalid_login.html", /\/INVALID_LOGIN\.html$/], ["/wrong%20password", /PASSWORD/]]) {
    await page.goto(lost.origin + address);
    await page.locator(".lc-hit").first().waitFor();
    assert.match(await page.locator(".lc-hit").first().getAttribute("href"), first, address);
  }
  await page.goto(`${lost.origin}/wrong%E0%A4%A`);
  await page.locator(".lc-palette").waitFor();
  await lost.close();
});

test("only pages written by hand that have a diagram load the script for diagrams", async () => {
  for (const [address, expected] of [[KINDS["guide to webhooks"], 1], [KINDS.provider, 0], [KINDS.method, 0]]) {
    await visit(address, {}, async (page) => {
      assert.equal(await page.locator("script[src*=mermaid]").count(), expected);
    });
  }
});

test("colors follow the system and can be chosen", async () => {
  for (const [colorScheme, scheme] of [["light", "default"], ["dark", "slate"]]) {
    await visit(KINDS.code, { colorScheme }, async (page) => {
      const body = page.locator("body");
      assert.equal(await body.getAttribute("data-md-color-scheme"), scheme);
      const seen = new Set();
      for (let turn = 0; turn < 3; turn++) {
        await page.locator("label[for^=__palette]:visible").click();
        seen.add(await body.getAttribute("data-md-color-scheme"));
      }
      assert.deepEqual([...seen].toSorted(), ["default", "slate"]);
    });
  }
});

test("beside a page are all pages of its vocabulary, and its section in the header, also from disk and where a server leaves out .html", async () => {
  const short = await site.open((request, response) => {
    request.url = request.url.replace(/(?<=\/[^/.]+\.[^/.]+\/[^/.]+)$/, ".html");
    return site.sendFile(request, response);
  });
  const addresses = [CODE_PAGE, pathToFileURL(join(SITE, CODE_PAGE)).href, `${short.origin}/${CODE_PAGE.replace(".html", "")}`];
  try {
    for (const address of addresses) {
      await site.visit(address.startsWith(short.origin) ? short : world, address, async (page) => {
        const open = page.locator(".md-nav--primary [data-md-level='3'] > ul > li > a");
        assert.ok((await open.count()) > 20, "all codes of the vocabulary");
        const active = page.locator(".md-nav--primary a[aria-current=page]");
        assert.equal((await active.textContent()).replaceAll("\u200b", ""), "INVALID_MFA");
        assert.equal(await page.locator(".lc-sections > [aria-current]").innerText(), "Providers");
        await page.locator(".md-nav--primary [data-md-level='3'] a").first().click();
        await page.waitForURL(/secondary_status\/OK/);
      });
    }
  } finally {
    await short.close();
  }
});

test("the menu of a phone leads from a code to its vocabulary, its product, its provider and the other parts", async () => {
  await visit(CODE_PAGE, { viewport: site.PHONE, reducedMotion: "reduce" }, async (page) => {
    await page.locator("label.lc-menu").click();
    for (const title of ["Secondary status", "LinkSDK callback", "Lean Technologies"]) {
      await page.locator(".md-nav--primary ul .md-nav__title", { hasText: title }).click();
    }
    await page.locator(".md-nav--primary > ul > li > a", { hasText: "Explorer" }).click();
    await page.waitForURL(/explorer\.html/);
  });
});

test("without scripts a code can still be read, and above it is the way to its vocabulary", async () => {
  await visit(CODE_PAGE, { javaScriptEnabled: false }, async (page) => {
    assert.match(await page.locator(".lc-verdict").innerText(), /Who must act\s+End user/);
    await page.locator(".md-path a").last().click();
    await page.waitForURL(/secondary_status\/index\.html/);
  });
});
