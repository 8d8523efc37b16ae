/** Finds and starts the browser of the tests, and serves pages to it. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, isAbsolute, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

/** Starts Chromium, with further arguments if need be: the one in the environment variable CHROMIUM, or the first on PATH. */
export function launch(more = []) {
  return chromium.launch({ executablePath: findChromium(), args: [...ARGUMENTS, ...more] });
}

function findChromium() {
  const folders = process.env.PATH.split(delimiter);
  const names = [process.env.CHROMIUM, ...NAMES].filter(Boolean);
  const paths = names.flatMap((name) => [name, ...folders.map((folder) => join(folder, name))]);
  const found = paths.find((path) => isAbsolute(path) && existsSync(path));
  assert.ok(found, "no Chromium on PATH; name one in the environment variable CHROMIUM");
  return found;
}

/** Starts a server, which is an origin of its own; returns that origin, and the function that ends it. */
export async function serve(handle) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await new Promise((started) => server.once("listening", started));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
