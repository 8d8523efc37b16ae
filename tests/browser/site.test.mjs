// The built site in a real browser. Each page is watched: an error on the console, or a request to another host,
// fails the test that opened it.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { delimiter, extname, isAbsolute, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const SITE = process.env.LINKCODES_SITE_DIR ?? fileURLToPath(new URL("../../build/site", import.meta.url));
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const CODE_PAGE = "lean/linksdk.secondary_status/INVALID_MFA.html";
const KINDS = {
  home: "index.html",
  explorer: "explorer.html",
  "heat map": "categories/index.html",
  category: "categories/credentials_invalid.html",
  guides: "guides/index.html",
  guide: "guides/receive-a-webhook.html",
  "how to read": "read-a-code.html",
  machines: "machines.html",
  changes: "changes.html",
  about: "about.html",
  "nothing found": "404.html",
  rules: "how-it-decides.html",
  benchmarks: "benchmarks.html",
  provider: "lean/index.html",
  vocabulary: "lean/linksdk.secondary_status/index.html",
  code: CODE_PAGE,
  "code with several meanings": "flinks/api.code/INVALID_LOGIN.html",
  method: "lean/methods/connect.html",
  payload: "argyle/payloads/verifications.updated.html",
  taxonomy: "taxonomy.html",
  coverage: "coverage.html",
  voices: "voices.html",
  sources: "flinks/sources.html",
  "lint rule": "rules/http-conflict.html",
};

let browser, server, base;

before(async () => {
  assert.ok(existsSync(join(SITE, "index.html")), `no site in ${SITE}: run make site`);
  server = createServer(serve).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  base = `http://127.0.0.1:${server.address().port}/`;
  browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
});

after(async () => {
  await browser?.close();
  server?.close();
});

function findChromium() {
  const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = process.env.PATH.split(delimiter);
  const paths = names.filter(Boolean).flatMap((name) => [name, ...folders.map((folder) => join(folder, name))]);
  const found = paths.find((path) => isAbsolute(path) && existsSync(path));
  assert.ok(found, "no Chromium on PATH; name one in the environment variable CHROMIUM");
  return found;
}

async function serve(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  try {
    const body = await readFile(join(SITE, path.endsWith("/") ? `${path}index.html` : path));
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Open a page, hand it over, and fail if anything went wrong on it meanwhile. */
async function visit(address, options, look) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  const faults = [];
  // Material draws diagrams in a closed shadow tree; opened, a test can look inside.
  await context.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
  page.on("request", (request) => {
    const allowed = [base, "file:", "blob:", "data:"];
    if (!allowed.some((start) => request.url().startsWith(start))) faults.push(`other host: ${request.url()}`);
  });
  try {
    await page.goto(new URL(address, base).href);
    await look(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** Type a query into the search and return its results, once there are any. */
async function search(page, query) {
  await page.locator(".md-search__input").pressSequentially(query);
  const results = page.locator(".md-search-result__item > a:first-child");
  await results.first().waitFor();
  return results;
}

/** Search for a code that two providers have, follow one of the first two hits, and read who must act. */
async function lookUp(page) {
  const results = await search(page, "INVALID_MFA");
  const titles = (await results.locator("h1").allTextContents()).slice(0, 2);
  const words = titles.map((title) => title.replaceAll("\u00a0", " "));
  assert.deepEqual(words.toSorted(), [
    "INVALID_MFA · Lean Technologies secondary status",
    "invalid_mfa · Argyle account connection error code",
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

test("the diagram of a flow becomes a picture with the words of the flow", async () => {
  await visit(KINDS.method, {}, async (page) => {
    const picture = page.locator(".lc-flow div.mermaid svg");
    await picture.waitFor();
    assert.ok((await picture.boundingBox()).width > 600);
    const words = (await picture.locator("text").allTextContents()).join(" ");
    assert.match(words, /LinkSDK/);
    assert.match(words, /secondary_status/);
    assert.equal(await page.locator("pre.mermaid").count(), 0);
  });
});

test("only pages with a diagram load the script for diagrams", async () => {
  for (const [address, expected] of [[KINDS.method, 1], [KINDS.code, 0]]) {
    await visit(address, {}, async (page) => {
      assert.equal(await page.locator("script[src*=mermaid]").count(), expected);
    });
  }
});

test("colours follow the system and can be chosen", async () => {
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

for (const [kind, address] of Object.entries(KINDS)) {
  test(`a page of kind ${kind} fits a desk and a phone, light and dark`, async () => {
    for (const viewport of [DESK, PHONE]) {
      for (const colorScheme of ["light", "dark"]) {
        await visit(address, { viewport, colorScheme }, async (page) => {
          await page.waitForLoadState("networkidle");
          const [wide, room] = await page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return [scrollWidth, clientWidth];
          });
          assert.ok(wide <= room, `${address} is ${wide} wide on ${room}`);
        });
      }
    }
  });
}

test("without scripts a code can still be read", async () => {
  await visit(CODE_PAGE, { javaScriptEnabled: false }, async (page) => {
    assert.match(await page.locator(".lc-verdict").innerText(), /Who must act\s+End user/);
  });
});

test("every method page has its diagram", async () => {
  const pages = readdirSync(SITE, { recursive: true }).filter((path) => /\/methods\/[^/]+\.html$/.test(path));
  assert.ok(pages.length > 0);
  for (const address of pages) {
    await visit(address, {}, (page) => page.locator(".lc-flow div.mermaid svg").waitFor());
  }
});
