// Nothing leaves a page: the policy in each of them is tried on every way out, and hinders nothing that the page does itself.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "./chromium.mjs";
import { CODE_PAGE, KINDS } from "./kinds.mjs";
import * as site from "./site.mjs";

const TAG = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/;
const onDisk = (path) => pathToFileURL(join(site.SITE, path)).href;
const PLACES = { "on a server": (path) => path, "from disk": onDisk };

/** What arrived at a host that is not the site's, and asked nothing but what is its own. */
const arrived = [];
let world, stranger;

before(async () => {
  world = await site.open();
  stranger = await serve((request, response) => {
    arrived.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end();
  });
});

after(() => {
  world?.close();
  stranger?.close();
});

/** Runs in the page: tries each way out to an address, and returns what the policy says of it. */
async function tryToLeave(address) {
  const add = (tag, properties) => document.body.append(Object.assign(document.createElement(tag), properties));
  const send = () => {
    const request = new XMLHttpRequest();
    request.open("POST", `${address}/request`);
    request.send("secret");
  };
  const submit = () => {
    const form = Object.assign(document.createElement("form"), { action: `${address}/form`, method: "post" });
    document.body.append(form);
    form.submit();
  };
  const ways = {
    fetch: () => fetch(`${address}/fetch?secret`).catch(() => {}),
    request: send,
    beacon: () => navigator.sendBeacon(`${address}/beacon`, "secret"),
    socket: () => new WebSocket(`${address.replace("http", "ws")}/socket?secret`),
    events: () => new EventSource(`${address}/events?secret`),
    picture: () => add("img", { src: `${address}/picture?secret`, alt: "" }),
    script: () => add("script", { src: `${address}/script?secret` }),
    style: () => add("link", { rel: "stylesheet", href: `${address}/style?secret` }),
    font: () => {
      add("style", { textContent: `@font-face { font-family: far; src: url(${address}/font?secret) }` });
      return document.fonts.load("1em far").catch(() => {});
    },
    frame: () => add("iframe", { src: `${address}/frame?secret` }),
    worker: () => new Worker(URL.createObjectURL(new Blob([`fetch("${address}/worker")`]))),
    "script in the page": () => add("script", { textContent: `fetch("${address}/inline")` }),
    form: submit,
  };
  if (location.protocol === "file:") delete ways.worker; // there, a frame does its work
  const found = {};
  for (const [way, go] of Object.entries(ways)) {
    found[way] = await new Promise((resolve) => {
      addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
      setTimeout(resolve, 5_000, "went");
      try {
        go();
      } catch {
        // Some ways end at once, and are reported as well.
      }
    });
  }
  return found;
}

const HINDERED = {
  ...Object.fromEntries(["fetch", "request", "beacon", "socket", "events"].map((way) => [way, "connect-src"])),
  picture: "img-src",
  script: "script-src-elem",
  style: "style-src-elem",
  font: "font-src",
  frame: "frame-src",
  worker: "worker-src",
  "script in the page": "script-src-elem",
  form: "form-action",
};

for (const [place, at] of Object.entries(PLACES)) {
  describe(place, () => {
    for (const kind of ["home", "explorer", "code", "not found"])
      test(`a page of kind ${kind} has no way out`, async () => {
        const { page } = await site.watched(world);
        await page.goto(new URL(at(KINDS[kind]), `${world.origin}/`).href);
        const { worker, ...hindered } = HINDERED;
        assert.deepEqual(await page.evaluate(tryToLeave, stranger.origin), at === onDisk ? hindered : HINDERED);
        assert.deepEqual(arrived, []);
        await page.context().close();
      });

    test("no kind of page is hindered", async () => {
      // A server sends this page for any address, so its links begin at the root.
      const kinds = Object.values(KINDS).filter((path) => place === "on a server" || path !== KINDS["not found"]);
      for (const path of kinds) await site.visit(world, at(path), () => {});
    });

    test("what pages offer works: tabs, colors, copies, downloads, the search and the box", async () => {
      await site.visit(world, at(KINDS["guide to webhooks"]), useGuide, { permissions: ["clipboard-read", "clipboard-write"] });
      await site.visit(world, at(KINDS.explorer), useExplorer);
      await site.visit(world, at(CODE_PAGE), useSearch);
      await site.visit(world, at(KINDS.home), useBox);
    });
  });
}

async function useGuide(page) {
  await page.locator(".md-code__button[data-md-type=copy]").first().click();
  await page.locator(".md-dialog--active").waitFor();
  const colors = page.locator("label[for^=__palette]:visible");
  await colors.click();
  await colors.click();
  await page.locator("body[data-md-color-scheme=slate]").waitFor();
  await page.locator(".tabbed-labels label").nth(1).click();
  assert.ok(await page.locator(".tabbed-set > input").nth(1).isChecked());
}

async function useExplorer(page) {
  const download = page.waitForEvent("download");
  await page.getByRole("searchbox", { name: /./ }).last().fill("login");
  await page.getByRole("button", { name: /CSV/ }).click();
  assert.match(await readFile(await (await download).path(), "utf-8"), /INVALID_LOGIN/);
}

async function useSearch(page) {
  await page.keyboard.press("Control+k");
  await page.locator(".lc-palette input").fill("INVALID_LOGIN");
  await page.locator(".lc-hit").first().waitFor();
}

async function useBox(page) {
  await page.locator("textarea").fill('{"status":"ERROR","secondary_status":"INVALID_MFA"}');
  await page.locator(".lc-verdict").first().waitFor();
}

test("every page begins with the same policy, and has no script in it that it forbids", async () => {
  const paths = (await readdir(site.SITE, { recursive: true })).filter((path) => path.endsWith(".html"));
  assert.ok(paths.length > 1_000);
  const policies = new Set();
  for (const path of paths) {
    const html = await readFile(join(site.SITE, path), "utf-8");
    policies.add(TAG.exec(html.slice(0, html.search(/<(?:link|script|title)\b/)))?.[1]);
    assert.doesNotMatch(html, /<script(?![^>]* src=)(?! type="application\/(?:ld\+)?json")|<\w[^>]* on\w+=["']|="?javascript:/i, path);
  }
  assert.equal(policies.size, 1);
  assert.match([...policies][0], /^default-src 'none'; script-src 'self'; .*; connect-src 'none'; /);
});
