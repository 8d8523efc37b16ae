// The built site in a real browser. Each page is watched: an error on the console, or a request to another host,
// fails the test that opened it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { CODE_PAGE, KINDS } from "./kinds.mjs";
import * as site from "./site.mjs";
import { SITE } from "./site.mjs";

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

/** Open a page, hand it over, and fail if anything went wrong on it meanwhile. */
function visit(address, options, look) {
  return site.visit(world, address, look, options);
}

/** Type a query into the search and return its results, once there are any. */
async function search(page, query) {
  await page.locator(".md-search__input").pressSequentially(query);
  const results = page.locator(".md-search-result__item > a:first-child");
  await results.first().waitFor();
  return results;
}

/** Search for a code that three vocabularies have, follow one of the first three hits, and read who must act. */
async function lookUp(page) {
  const results = await search(page, "INVALID_MFA");
  const titles = (await results.locator("h1").allTextContents()).slice(0, 3);
  const words = titles.map((title) => title.replaceAll("\u00a0", " "));
  assert.deepEqual(words.toSorted(), [
    "INVALID_MFA · Lean Technologies secondary status",
    "invalid_mfa · Argyle account connection error code",
    "invalid_mfa · Argyle deposit switch error code",
  ]);
  await results.nth(words.findIndex((title) => title.startsWith("INVALID_MFA"))).click();
  await page.waitForURL(`**/${CODE_PAGE}*`);
  assert.equal(await page.locator("h1 code").textContent(), "INVALID_MFA");
  const answer = page.locator(".lc-verdict dt", { hasText: "Who must act" }).locator("+ dd strong");
  assert.equal(await answer.textContent(), "End user");
}

test("a visitor searches for a code, follows the hit and reads who must act", async () => {
  await visit("index.html", {}, lookUp);
});

test("the site, opened from disk, can be searched as well", async () => {
  await visit(pathToFileURL(join(SITE, "index.html")).href, {}, lookUp);
});

test("a code goes before the codes that begin with it, and each says where it is at home", async () => {
  await visit("index.html", {}, async (page) => {
    const results = await search(page, "INVALID_LOGIN");
    const titles = await results.locator("h1").allTextContents();
    const words = titles.map((title) => title.replaceAll("\u00a0", " "));
    assert.deepEqual(words.slice(0, 2).toSorted(), [
      "INVALID_LOGIN · Flinks API code",
      "INVALID_LOGIN · Flinks connect error code",
    ]);
  });
});

for (const [query, found] of [
  ["Bank is experiencing technical issues", "lean/api.granular_status_code/BANK_ISSUE.html"],
  ["The LoginId provided is either invalid or does not belong to the CustomerId", "flinks/api.code/INVALID_LOGIN.html"],
  ["You are not allowed to do this operation", "lean/api.error/OPERATION_NOT_ALLOWED.html"],
  ["secondary status", "lean/linksdk.secondary_status/index.html"],
  ["webhook signature", "guides/receive-a-webhook.html"],
]) {
  test(`the search for "${query}" finds ${found} first`, async () => {
    await visit("index.html", {}, async (page) => {
      await search(page, query);
      // The list is rebuilt with each letter; the last one contains the words in the box.
      await page.waitForFunction((start) => {
        const first = document.querySelector(".md-search-result__item > a");
        return first?.pathname.endsWith(start);
      }, found);
    });
  });
}

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
        const open = page.locator(".md-nav--primary [data-md-level='2'] > ul > li > a");
        assert.ok((await open.count()) > 20, "all codes of the vocabulary");
        const active = page.locator(".md-nav--primary a[aria-current=page]");
        assert.equal((await active.textContent()).replaceAll("\u200b", ""), "INVALID_MFA");
        assert.equal(await page.locator(".lc-sections > [aria-current]").innerText(), "Providers");
        await page.locator(".md-nav--primary [data-md-level='2'] a").first().click();
        await page.waitForURL(/secondary_status\/OK/);
      });
    }
  } finally {
    await short.close();
  }
});

test("the menu of a phone leads from a code to its vocabulary, its provider and the other parts", async () => {
  await visit(CODE_PAGE, { viewport: site.PHONE, reducedMotion: "reduce" }, async (page) => {
    await page.locator("label.lc-menu").click();
    for (const title of ["Secondary status", "Lean Technologies"]) {
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
