/** A page under a strict policy, its widget on another origin, and everyone else who may post to it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { DIR } from "../typescript/package.mjs";
import { launch, serve } from "./chromium.mjs";

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'none'";
const FRAME = "<!doctype html><title>A frame</title>";

/**
 * Starts the servers and the browser; `application` is a file in pages/, `body` the page that loads it, and `prepare` is
 * done once to the browser's page, which is opened again for each test.
 */
export async function startWorld(application, body, prepare = () => {}) {
  const widget = await serve((_, response) => send(response, "text/html", FRAME));
  const stranger = await serve((_, response) => send(response, "text/html", FRAME));
  const script = await bundle(application);
  const host = await serve((request, response) => {
    if (request.url.endsWith(".js")) return send(response, "text/javascript", script);
    const frames = `frame-src 'self' ${widget.origin} ${stranger.origin}`;
    response.setHeader("content-security-policy", `${POLICY}; ${frames}`);
    const page = request.url === "/" ? body(widget.origin, stranger.origin) : "";
    return send(response, "text/html", FRAME + page);
  });
  const browser = await launch();
  const watched = watch(await browser.newPage());
  await prepare(watched.page);
  const close = () => Promise.all([browser, host, widget, stranger].map((one) => one.close()));
  const open = () => openPage(watched, host.origin);
  return { open, close, widget: widget.origin, stranger: stranger.origin };
}

function send(response, type, text) {
  response.setHeader("content-type", type).end(text);
}

/** Bundles what the page runs. It imports the package by its public sub-paths. */
async function bundle(application) {
  const read = (name) => readFileSync(new URL(`pages/${name}`, import.meta.url), "utf-8");
  const stdin = { contents: read("arrivals.js") + read(application), resolveDir: DIR, loader: "jsx" };
  const define = { "process.env.NODE_ENV": '"development"' };
  const { outputFiles } = await build({ stdin, define, jsx: "automatic", bundle: true, format: "iife", write: false });
  return outputFiles[0].text;
}

/** Returns a page with the list of what goes wrong on it. */
function watch(page) {
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  return { page, faults };
}

/** Opens the page again: `close` fails if anything went wrong on it that was not taken from `faults`. */
async function openPage({ page, faults }, address) {
  await page.goto(address);
  assert.deepEqual(faults, []);
  const close = async () => {
    const found = [...faults, ...(await page.evaluate(() => window.violations))];
    await page.evaluate(() => sessionStorage.clear());
    await page.goto("about:blank");
    faults.length = 0; // what was still being loaded is not missed
    assert.deepEqual(found, []);
  };
  return { page, faults, close, from: (id, action, argument) => act(page, id, action, argument) };
}

let tokens = 0;

/** Runs a function inside a frame, and waits until all that the frame posted has reached the page. */
async function act(page, id, action, argument) {
  const frame = await (await page.waitForSelector(`#${id}`)).contentFrame();
  const token = `the end ${(tokens += 1)}`;
  await frame.evaluate(action, argument);
  await frame.evaluate((last) => parent.postMessage(last, "*"), token);
  await page.evaluate((last) => window.arrival(last), token);
}

/** Posts a message from inside a frame. */
export const post = (message) => parent.postMessage(message, "*");
