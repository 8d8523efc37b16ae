// The React example, built by Vite and used in a real browser: the simulator's events come from the widget's own window.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { load } from "../typescript/package.mjs";
import { launch, serve } from "./chromium.mjs";
import { application, check, REPO } from "./installed.mjs";

const EXAMPLE = "examples/web/react";
const MAX_LINES = 45;
/** What React itself weighs is subtracted. */
const EMPTY = `import { createRoot } from "react-dom/client";
  import { StrictMode, useEffect, useRef, useState } from "react";
  createRoot(document.querySelector("#root")).render(<StrictMode>{String([useEffect, useRef, useState])}</StrictMode>);`;

const { body } = await load("simulate");
const { scenarios } = await load("simulate/flinks");
const { textFor } = await load("texts");
const { texts } = await load("texts/en/flinks");
const { createRuntime } = await load("engine");
const { rules } = await load("flinks/rules");
const { resolveOutcome } = createRuntime([rules]);
const posted = scenarios.filter(({ channel }) => channel === "post_message");

let app, files, browser, widget, host;
let confirmed = [];
const types = { js: "text/javascript", html: "text/html" };

before(async () => {
  app = application(EXAMPLE);
  await build({ root: app.folder, logLevel: "error", build: { outDir: "dist" } });
  files = new Map(["index.html", ...readdirSync(join(app.folder, "dist/assets")).map((name) => `assets/${name}`)].map(
    (name) => [`/${name}`, readFileSync(join(app.folder, "dist", name))],
  ));
  widget = await serve((_, response) => response.setHeader("content-type", "text/html").end("<title>Bank</title>"));
  host = await serve(answer);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const one of [widget, host]) one?.close();
  app?.remove();
});

async function answer(request, response) {
  if (request.url === "/widget-address") return response.end(`${widget.origin}/`);
  if (request.url === "/confirm") {
    for await (const part of request) confirmed.push(String(part));
    return response.end();
  }
  const name = request.url === "/" ? "/index.html" : request.url;
  return response.setHeader("content-type", types[name.split(".").pop()]).end(files.get(name));
}

/** Opens the page, waits for the widget, and closes the page; a fault on its console fails. */
async function visit(look) {
  const page = await browser.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.clock.install();
  await page.goto(host.origin);
  await look(page, (message) => post(page, message));
  await page.close();
  assert.deepEqual(faults, []);
}

/** Posts from inside the widget's frame, more than a second after the last message, and waits for React. */
async function post(page, message) {
  await page.clock.runFor(1_001);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForURL(`${widget.origin}/`);
  const arrived = page.evaluate(() => new Promise((done) => addEventListener("message", () => setTimeout(done), { once: true })));
  await frame.evaluate((data) => parent.postMessage(data, "*"), message);
  await page.clock.runFor(10);
  await arrived;
}

const scenario = (code) => body(posted.find((item) => item.code === code));
const title = (page) => page.locator("h1").innerText();

test("it is short, and strict TypeScript", () => {
  const lines = readFileSync(join(REPO, EXAMPLE, "app.tsx"), "utf-8").trimEnd().split("\n");
  assert.ok(lines.length <= MAX_LINES, `${lines.length} lines`);
  assert.deepEqual(lines.filter((line) => line.length > 110), []);
  check(app.folder);
});

test("wrong credentials: the user reads what to do, and can try again until it could lock the account", () =>
  visit(async (page, send) => {
    for (const isLast of [false, false, true]) {
      await send(scenario("INVALID_PASSWORD"));
      assert.equal(await title(page), textFor(resolveOutcome(scenario("INVALID_PASSWORD"), { provider: "flinks" }), texts).title);
      assert.deepEqual(await page.locator("section").evaluate(({ lang, dir }) => [lang, dir]), ["en", "ltr"]);
      assert.equal(await page.locator("button").count(), isLast ? 0 : 1);
      if (!isLast) await page.locator("button").click();
    }
  }));

test("a busy provider: the button counts down", () =>
  visit(async (page, send) => {
    await send(scenario("TOO_MANY_REQUESTS"));
    const left = async () => Number(await page.locator("time").innerText());
    const start = await left();
    assert.ok(await page.locator("button").isDisabled());
    await page.clock.runFor(5_000);
    assert.equal(await left(), start - 5);
    await page.clock.runFor(60_000);
    assert.equal(await page.locator("time").count(), 0);
    await page.locator("button").click();
    assert.equal(await page.locator("section").count(), 0);
  }));

for (const [name, message] of Object.entries({
  field: { step: "REDIRECT", loginId: "l-1", institution: "FlinksCapital" },
  url: { step: "REDIRECT", url: "https://app.example/back?loginId=l-1&institution=FlinksCapital" },
}))
  test(`a success, with the login in its ${name}: the server hears of it`, () =>
    visit(async (page, send) => {
      confirmed = [];
      const [request] = await Promise.all([page.waitForRequest("**/confirm"), send(message)]);
      await request.response();
      assert.deepEqual(confirmed, ["l-1"]);
      assert.equal(await page.locator("button").count(), 0);
    }));

test("every event of the simulator leads to the text that is right for it, and none to a fault", () =>
  visit(async (page, send) => {
    let shown = 0;
    for (const item of posted) {
      const outcome = resolveOutcome(body(item), { provider: "flinks" });
      await send(body(item));
      const wanted = outcome.because ? textFor(outcome, texts).title : null;
      const found = await page.evaluate(() => document.querySelector("h1")?.textContent ?? null);
      assert.equal(found, wanted, item.id);
      shown += wanted !== null;
    }
    assert.ok(shown > 40, shown);
  }));

describe("its weight", () => {
  test("above an empty React page is known", async (context) => {
    const empty = application();
    context.after(empty.remove);
    const { writeFileSync } = await import("node:fs");
    writeFileSync(join(empty.folder, "app.jsx"), EMPTY);
    const page = '<div id="root"></div><script type="module" src="app.jsx"></script>';
    writeFileSync(join(empty.folder, "index.html"), page);
    await build({ root: empty.folder, logLevel: "error", build: { outDir: "dist" }, oxc: { jsx: { runtime: "automatic" } } });
    const weigh = (folder) =>
      readdirSync(join(folder, "dist/assets"))
        .map((name) => gzipSync(readFileSync(join(folder, "dist/assets", name)), { level: 9 }).length)
        .reduce((sum, bytes) => sum + bytes, 0);
    const above = weigh(app.folder) - weigh(empty.folder);
    context.diagnostic(`${above} bytes of gzip above an empty React page`);
    assert.ok(above > 0 && above <= 50_800, `${above} bytes`);
  });
});
