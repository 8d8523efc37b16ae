/** The page of a code in a real browser: its link can be copied, and it fits a phone. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as site from "./site.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const PAGE = "lean/linksdk.secondary_status/INVALID_MFA.html";
const PAGES = [
  PAGE,
  "flinks/api.code/INVALID_LOGIN.html",
  "lean/linksdk.status/SUCCESS.html",
  "lean/linksdk.country/SA.html",
  "argyle/webhook.event/ACCOUNTS_ADDED.html",
  "lean/linksdk.method/CREATE_PAYMENT_SOURCE.html",
  "flinks/pay.eft_return_code/RETURN_901.html",
  "flinks/api.code/index.html",
];

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

/** Opens a page, hands it over, and fails if anything went wrong on it meanwhile. */
function visit(path, options, look) {
  return site.visit(world, path, look, options);
}

test("the link of a code is copied with the mouse and with the keyboard, and reports it", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  for (const press of [(link) => link.click(), (link) => link.press("Enter")]) {
    await visit(`${PAGE}#sources`, { permissions }, async (page) => {
      await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
      await press(page.locator(".lc-permalink"));
      await page.locator(".lc-permalink", { hasText: "Copied" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${world.origin}/${PAGE}`);
      await page.locator(".lc-permalink", { hasText: "Copy link" }).waitFor();
    });
  }
});

test("the link of a code is copied where the browser offers no clipboard, too", async () => {
  await visit(PAGE, { permissions: ["clipboard-read"] }, async (page) => {
    await page.evaluate(() => delete Navigator.prototype.clipboard);
    await page.locator(".lc-permalink").click();
    await page.locator(".lc-permalink", { hasText: "Copied" }).waitFor();
    assert.equal(page.url(), `${world.origin}/${PAGE}`);
  });
});

test("a report is filled in with the code, its place in the spec and what the page says, where the repository is known", async () => {
  const link = (page) => page.locator(".lc-identity a", { hasText: "Report a mistake" });
  await visit(PAGE, {}, async (page) => assert.equal(await link(page).getAttribute("href"), "../../about.html#report"));
  const known = await site.open(async (request, response) => {
    if (!request.url.endsWith("/frame.js")) return site.sendFile(request, response);
    const frame = await readFile(join(site.SITE, "assets/frame.js"), "utf-8");
    response.setHeader("content-type", "text/javascript");
    response.end(`document.documentElement.dataset.repository = "https://code.example/owner/name/";${frame}`);
  });
  try {
    await site.visit(known, PAGE, async (page) => {
      const { origin, pathname, searchParams } = new URL(await link(page).getAttribute("href"));
      assert.equal(origin + pathname, "https://code.example/owner/name/issues/new");
      assert.equal(searchParams.get("template"), "advice-wrong.yml");
      const [, code, file, pointer] = /^(\S+) \((\S+?)#(\S+)\)$/.exec(searchParams.get("code"));
      assert.equal(code, "lean:linksdk.secondary_status#INVALID_MFA");
      const spec = JSON.parse(await readFile(join(REPO, file), "utf-8"));
      const node = pointer.split("/").slice(1).reduce((parent, key) => parent[key], spec);
      assert.equal(node.value, "INVALID_MFA");
      assert.equal(searchParams.get("says"), await page.locator(".lc-meaning").innerText());
    });
  } finally {
    await known.close();
  }
  const form = await readFile(join(REPO, ".github/ISSUE_TEMPLATE/advice-wrong.yml"), "utf-8");
  for (const field of ["code", "says"]) assert.match(form, new RegExp(`id: ${field}\\n`));
});

test("without JavaScript the answer is there, and the link leads to the page itself", async () => {
  await visit(PAGE, { javaScriptEnabled: false }, async (page) => {
    assert.match(await page.locator(".lc-verdict").innerText(), /Who must act\s+End user/);
    assert.equal(await page.locator(".lc-permalink").getAttribute("href"), "INVALID_MFA.html");
  });
});

test("on a phone no kind of code page is wider than the screen", async () => {
  const { page, faults } = await site.watched(world, { viewport: site.PHONE });
  for (const path of PAGES) {
    await page.goto(`${world.origin}/${path}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, path);
    assert.deepEqual(faults, [], path);
  }
  await page.context().close();
});

test("several meanings are side by side on a wide screen, at one height, and the default is the first", async () => {
  await visit(PAGES[1], { viewport: site.DESK }, async (page) => {
    const boxes = await page.locator(".lc-context > .lc-verdict").evaluateAll((all) =>
      all.map((box) => [box.getBoundingClientRect().top, box.getBoundingClientRect().left]),
    );
    assert.equal(boxes[0][0], boxes[1][0]);
    assert.ok(boxes[0][1] < boxes[1][1]);
    assert.match(await page.locator(".lc-context").first().innerText(), /Assume this if you are not sure/);
  });
});

test("a reader chooses what comes first, and reads, hears and tabs in that order on the next page, too", async () => {
  const titles = (page) => page.locator(".lc-main > :is(h2, h3)").evaluateAll((all) => all.map(({ id }) => id));
  await visit(PAGE, {}, async (page) => {
    assert.deepEqual(await titles(page), ["voices", "causes", "fixes"]);
    await page.getByRole("radio", { name: "Support" }).press("ArrowRight");
    assert.deepEqual(await titles(page), ["fixes", "causes", "voices"]);
    const below = await page.locator("#fixes + ul > li").count();
    assert.ok(below > 0, "a section moves with all that is below its heading");
    const sections = () => page.locator(".lc-split ~ h2").evaluateAll((all) => all.map(({ id }) => id));
    const usual = await sections();
    assert.notEqual(usual[0], "crosswalk");
    await page.getByRole("radio", { name: "Product" }).check();
    assert.deepEqual(await titles(page), ["voices", "causes", "fixes"]);
    assert.deepEqual(await sections(), ["crosswalk", ...usual.filter((id) => id !== "crosswalk")]);
    await page.getByRole("radio", { name: "Developer" }).check();
    assert.deepEqual(await sections(), usual);
    await page.goto(`${world.origin}/${PAGES[1]}`);
    const meanings = (await titles(page)).filter((id) => /-(?:voices|causes|fixes)$/.test(id)).map((id) => id.split("-").pop());
    assert.deepEqual(meanings.slice(0, 6), ["fixes", "causes", "voices", "fixes", "causes", "voices"]);
  });
});

test("without a section to move there is nothing to choose", async () => {
  await visit("lean/linksdk.country/SA.html", {}, async (page) => {
    assert.equal(await page.locator(".lc-role").count(), 0);
  });
});
