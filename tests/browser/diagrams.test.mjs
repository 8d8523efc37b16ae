// Diagrams of pages written by hand become pictures with their own words in them; those that are made of the spec are pictures already,
// and can be read, reached and pushed on each screen, without scripts too.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { KINDS } from "./kinds.mjs";
import * as site from "./site.mjs";
import { DESK, PHONE, SITE } from "./site.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

/** Returns the address of a file of the site. */
function address(path) {
  return `${world.origin}/${relative(SITE, path)}`;
}

/** Returns the files below a folder whose names end in `suffix` and that contain `text`. */
function filesWith(root, suffix, text) {
  const paths = readdirSync(root, { recursive: true }).filter((path) => path.endsWith(suffix));
  return paths.map((path) => join(root, path)).filter((path) => readFileSync(path, "utf8").includes(text));
}

/** Returns the labels in the source of a diagram, each without spaces and line breaks, as a picture shows them. */
function labels(source) {
  const drawing = source.trim().split("\n").slice(1).join("\n"); // the first line is the configuration
  const found = drawing.matchAll(/ as (?!S\d+$)(.*)$|state "(.*)" as|: (.*)$/gm);
  return [...found].map(([, actor, state, arrow]) => bare(unescaped(actor ?? state ?? arrow, state !== undefined)));
}

/** Reads `#nn;` as a character, and in a box of several lines a backslash as Mermaid does. */
function unescaped(text, isState) {
  const lines = text.split("<br/>").map((line) => line.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(code)));
  return isState && lines.length > 1 ? lines.join("").replace(/\\([*\-.[\\\]_`~])/g, "$1") : lines.join("");
}

function bare(text) {
  return text.replace(/\s+/g, "");
}

/** Returns a page that notes what goes wrong on it, and in whose diagrams a test can look. */
async function watched(options) {
  const { page, faults } = await site.watched(world, options);
  await site.openShadows(page);
  return { page, faults };
}

/** Returns the sources of the diagrams on a page, built or generated. */
function sourcesOf(html) {
  const signs = { lt: "<", gt: ">", amp: "&", quot: '"', "#x27": "'" };
  const found = html.matchAll(/<pre class="mermaid"><code>(.*?)<\/code>/gs);
  return [...found].map(([, text]) => text.replace(/&(#?\w+);/g, (_, name) => signs[name]));
}

function assertShown(source, text, where) {
  assert.ok(!text.includes("Syntax error"), where);
  const wanted = labels(source);
  assert.ok(wanted.length > 1, `${where}: ${source}`);
  const shown = bare(text);
  assert.deepEqual(wanted.filter((label) => !shown.includes(label)), [], where);
}

test("every call to a method has a picture", () => {
  const calls = readdirSync(SITE, { recursive: true }).filter((path) => /\/methods\/[^/]+\.html$/.test(path));
  assert.ok(calls.length > 10);
  assert.deepEqual(calls.filter((path) => !readFileSync(join(SITE, path), "utf8").includes("<svg ")), []);
});

/** Runs in the page: tells of each diagram its smallest letters, in pixels of the screen, and whether all of it can be reached. */
function measure() {
  return [...document.querySelectorAll("div.mermaid")].map(({ shadowRoot, parentElement }) => {
    const svg = shadowRoot.querySelector("svg");
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll(".messageText, .noteText, .nodeLabel, .edgeLabel, .sequenceNumber, .actor > tspan")];
    const sizes = texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
    const isWhole = parentElement.scrollWidth <= parentElement.clientWidth;
    const canScroll = getComputedStyle(parentElement).overflowX === "auto" && parentElement.tabIndex === 0;
    return { letters: Math.min(...sizes), reached: isWhole || canScroll };
  });
}

/** Waits until a page has drawn as many diagrams. */
function drawn(page, count) {
  return page.waitForFunction((wanted) => {
    const hosts = [...document.querySelectorAll("div.mermaid")];
    return hosts.filter((host) => host.shadowRoot?.querySelector("svg")).length === wanted;
  }, count);
}

/** Returns the sources of the diagrams of each page of the site that has one. */
function diagramsOfTheSite() {
  const paths = filesWith(SITE, ".html", '<pre class="mermaid">');
  return paths.map((path) => ({ path, sources: sourcesOf(readFileSync(path, "utf8")) }));
}

/** Returns a blank page that can draw, and the list of what goes wrong on it. */
async function canvas() {
  const { page, faults } = await watched();
  await page.goto("about:blank");
  await page.addScriptTag({ path: join(ROOT, "node_modules/mermaid/dist/mermaid.min.js") });
  return { page, faults };
}

test("every diagram of the built site becomes a picture of its words", async () => {
  const { page, faults } = await canvas();
  const places = new Map(diagramsOfTheSite().flatMap(({ path, sources }) => sources.map((source) => [source, path])));
  for (const [source, path] of places) assertShown(source, (await page.evaluate(draw, source)).text, path);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test("every page with a diagram loads what draws it", () => {
  for (const { path } of diagramsOfTheSite()) assert.match(readFileSync(path, "utf8"), /<script src="[^"]*mermaid/, path);
});

test("the diagrams of pages written by hand are pictures of their words, which can be read on a desk and a phone", async () => {
  const pages = diagramsOfTheSite();
  assert.ok(pages.length >= 3);
  for (const viewport of [DESK, PHONE]) {
    const { page, faults } = await watched({ viewport });
    for (const { path, sources } of pages) {
      await page.goto(address(path));
      await drawn(page, sources.length);
      const texts = await page.locator("div.mermaid svg").evaluateAll((all) => all.map((svg) => svg.textContent));
      sources.forEach((source, index) => assertShown(source, texts[index], path));
      for (const { letters, reached } of await page.evaluate(measure)) {
        assert.ok(letters >= 11.9, `${path}: ${letters} px`);
        assert.ok(reached, `${path}: a part of a diagram cannot be reached`);
      }
    }
    assert.deepEqual(faults, []);
    await page.context().close();
  }
});

/** Runs in the page: draws a diagram, returns what became of it, and takes it away, since each next one would be laid out beside it. */
async function draw(source) {
  globalThis.mermaid.initialize({ startOnLoad: false });
  const { svg } = await globalThis.mermaid.render("drawn", source);
  const host = document.body.appendChild(document.createElement("div"));
  host.innerHTML = svg;
  const found = { text: host.textContent, tags: [...host.querySelectorAll("*")].map((each) => each.tagName) };
  host.remove();
  return found;
}

for (const javaScriptEnabled of [true, false]) {
  test(`pictures keep their size and have the same as text below them, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const { page, faults } = await watched({ viewport: PHONE, javaScriptEnabled });
    await page.goto(`${world.origin}/${KINDS.flows}`);
    const text = page.locator(".lc-as-text details").first();
    await text.locator("summary").click();
    assert.ok(await text.locator("li").first().isVisible());
    for (const picture of await page.locator(".lc-flow > svg").all()) {
      const { width } = await picture.boundingBox();
      assert.equal(width, Number(await picture.getAttribute("width")));
    }
    assert.ok(await page.locator(".lc-states > ul > li").first().isVisible());
    assert.deepEqual(faults, []);
    await page.context().close();
  });
}

test("without JavaScript no source of a diagram is seen", async () => {
  const { page } = await watched({ javaScriptEnabled: false });
  await page.goto(`${world.origin}/${KINDS["guide to webhooks"]}`);
  assert.equal(await page.locator("pre.mermaid:visible").count(), 0);
  await page.context().close();
});

test("on a phone a wide diagram is pushed inside its frame, with the keyboard too", async () => {
  const { page } = await watched({ viewport: PHONE });
  await page.goto(`${world.origin}/${KINDS.flows}`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const frames = page.locator(".lc-flow");
  const wide = await frames.evaluateAll((all) => all.findIndex((each) => each.scrollWidth > each.clientWidth + 40));
  assert.ok(wide >= 0, "a diagram that is wider than its frame");
  await frames.nth(wide).focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((index) => document.querySelectorAll(".lc-flow")[index].scrollLeft > 0, wide);
  await page.context().close();
});
