/** The listener in a real browser: a page, its widget's iframe and a stranger's iframe, on three origins. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { DIR } from "./package.mjs";

const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

const APPLICATION = `
  import { listen } from "linkcodes/listener";
  import { connectEvent } from "linkcodes/flinks/events";
  import { connectErrorCodeBehaviour } from "linkcodes/flinks/behaviour";
  window.events = [];
  window.start = (origin) => listen(connectEvent, {
    origin,
    source: () => document.querySelector("#widget").contentWindow,
    onEvent(event) {
      window.events.push([event.kind, event.known, connectErrorCodeBehaviour(event.data.flinksCode).category]);
      if (event.data.flinksCode === "RETRY_LATER") throw new Error("in the application");
    },
  });`;
const POSTS = `onmessage = ({ data }) => parent.postMessage(data, "*")`;

const closing = [];

/** Serves one HTML page; returns its origin, which no other page has. */
async function serve(html) {
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(html));
  await new Promise((started) => server.listen(0, "127.0.0.1", started));
  closing.push(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

describe("the listener in Chromium", { skip: !CHROMIUM && !process.env.CI && "no Chromium here" }, () => {
  let page, widget;

  before(async () => {
    const stdin = { contents: APPLICATION, resolveDir: DIR };
    const { outputFiles } = await build({ stdin, bundle: true, format: "iife", write: false });
    widget = await serve(`<script>${POSTS}</script>`);
    const stranger = await serve(`<script>${POSTS}</script>`);
    const frames = `<iframe id="widget" src="${widget}"></iframe><iframe id="stranger" src="${stranger}"></iframe>`;
    const host = await serve(`${frames}<script>${outputFiles[0].text}</script>`);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    closing.push(() => browser.close());
    page = await browser.newPage();
    await page.goto(host);
  });
  after(() => Promise.all(closing.map((close) => close())));

  /** Lets a frame post to the page, and waits until a later message of the same frame has arrived. */
  const post = (frame, data) =>
    page.evaluate(
      async ([id, message]) => {
        const { contentWindow } = document.querySelector(id);
        const arrived = new Promise((done) =>
          addEventListener("message", function last({ data }) {
            if (data !== "last") return;
            removeEventListener("message", last);
            done();
          }),
        );
        contentWindow.postMessage(message, "*");
        contentWindow.postMessage("last", "*");
        await arrived;
      },
      [frame, data],
    );
  const events = () => page.evaluate(() => window.events.splice(0).filter(([kind]) => kind === "recognised"));

  test("hears its widget and nobody else", async () => {
    await page.evaluate((origin) => void (window.stop = window.start(origin)), widget);
    await post("#widget", { flinksCode: "INVALID_PASSWORD" });
    await post("#widget", '{"flinksCode": "BRAND_NEW"}');
    await post("#stranger", { flinksCode: "INVALID_PASSWORD" });
    assert.deepEqual(await events(), [
      ["recognised", true, "credentials_invalid"],
      ["recognised", false, "unknown"],
    ]);
  });

  test("reports an exception of the application to the page, and goes on", async () => {
    const reported = page.waitForEvent("pageerror");
    await post("#widget", { flinksCode: "RETRY_LATER" });
    assert.equal((await reported).message, "in the application");
    await post("#widget", { flinksCode: "UNAUTHORIZED" });
    assert.equal((await events()).length, 2);
  });

  test("hears nothing after it was stopped", async () => {
    await page.evaluate(() => window.stop());
    await post("#widget", { flinksCode: "INVALID_PASSWORD" });
    assert.deepEqual(await events(), []);
  });

  test("refuses a wildcard", async () => {
    await assert.rejects(
      page.evaluate(() => window.start("*")),
      /write one like/,
    );
  });
});
