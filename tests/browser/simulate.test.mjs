// Simulated messages in a real browser, under a strict policy: each arrives and is understood. Then the demo page.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const PACKAGE = process.env.LINKCODES_NPM_DIR ?? join(REPO, "build/npm");
const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };
const POLICY = "default-src 'none'; script-src 'self'; frame-src 'self'";
const ORIGIN = "https://widget.example";
const SECRET = "s\u00e9cret";

// Each scenario gets a listener of its own: two may have the same body, and a listener drops repeats.
const APPLICATION = `
  import { listen } from "linkcodes/listener";
  import { call, emit, play, request } from "linkcodes/simulate";
  import * as argyle from "linkcodes/argyle/events";
  import * as flinks from "linkcodes/flinks/events";
  import * as lean from "linkcodes/lean/events";
  import { scenarios as ofArgyle } from "linkcodes/simulate/argyle";
  import { scenarios as ofFlinks } from "linkcodes/simulate/flinks";
  import { scenarios as ofLean } from "linkcodes/simulate/lean";

  const scenarios = [...ofArgyle, ...ofFlinks, ...ofLean];
  const descriptors = [argyle, flinks, lean].flatMap((events) => Object.values(events));
  const widget = () => document.querySelector("iframe").contentWindow;

  window.hear = async (channel, { origin = "${ORIGIN}", fromWidget = true, asText = false } = {}) => {
    const heard = [];
    const chosen = scenarios.filter((scenario) => scenario.channel === channel);
    const onStep = (scenario) => {
      const link = listen(descriptors.filter(({ payload }) => payload === scenario.payload), {
        origin: "${ORIGIN}",
        source: widget,
        onEvent: ({ kind, known, codes, origin }) => heard.push({ scenario, kind, known, codes, origin }),
      });
      const source = fromWidget ? widget() : window;
      if (channel === "callback") call(scenario, link.callback);
      else emit(scenario, { origin, source, asText });
      link.stop();
    };
    await play(chosen, { every: 0, onStep });
    return { sent: chosen.length, heard };
  };
  window.signed = () => {
    const webhooks = scenarios.filter(({ channel }) => channel === "webhook");
    const signed = async (scenario) => [scenario.signature, await request(scenario, { secret: "${SECRET}" })];
    return Promise.all(webhooks.map(signed));
  };`;
const PAGE = `<!doctype html><title>Host</title>
  <iframe src="/widget.html"></iframe><script src="/application.js"></script>`;

let browser, server, base, bundle;

async function answer(path) {
  if (path === "/host.html") return PAGE;
  if (path === "/widget.html") return "<!doctype html><title>Widget</title>";
  if (path === "/application.js") return bundle;
  if (path.startsWith("/build/npm/")) return readFile(join(PACKAGE, path.slice("/build/npm/".length)));
  return readFile(join(REPO, "examples/web", path.slice("/examples/web/".length)));
}

async function serve(request, response) {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  try {
    const content = await answer(path);
    const policy = path === "/host.html" ? { "content-security-policy": POLICY } : {};
    response.writeHead(200, { "content-type": TYPES[extname(path)], ...policy }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

/** Opens a page and hands it over; an error on its console fails the test. */
async function visit(path, options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(base + path);
  await look(page);
  await context.close();
  assert.deepEqual(faults, []);
}

describe("simulated messages in Chromium", { skip: !CHROMIUM && !process.env.CI && "no Chromium here" }, () => {
  before(async () => {
    const stdin = { contents: APPLICATION, resolveDir: PACKAGE };
    bundle = (await build({ stdin, bundle: true, format: "iife", write: false })).outputFiles[0].text;
    server = createServer(serve).listen(0, "127.0.0.1");
    await new Promise((started) => server.once("listening", started));
    base = `http://127.0.0.1:${server.address().port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  const hear = (page, ...what) => page.evaluate((given) => window.hear(...given), what);

  /** Says whether an event is its scenario: the code in its field, and no code unknown. */
  const isUnderstood = ({ scenario: { pointer, code, vocabulary }, kind, known, codes }) =>
    kind === "recognized" &&
    known &&
    (code === null ||
      codes.some((item) => item.pointer === pointer && item.value === code && item.vocabulary === vocabulary));

  for (const asText of [false, true])
    test(`every event of a widget arrives and is understood, as ${asText ? "text" : "an object"}`, () =>
      visit("/host.html", {}, async (page) => {
        const { sent, heard } = await hear(page, "post_message", { asText });
        assert.equal(heard.length, sent);
        assert.ok(sent > 50, `${sent} events`);
        assert.deepEqual(heard.filter((event) => !isUnderstood(event)), []);
        assert.ok(heard.every(({ origin }) => origin === ORIGIN));
      }));

  test("every callback of an SDK arrives and is understood", () =>
    visit("/host.html", {}, async (page) => {
      const { sent, heard } = await hear(page, "callback");
      assert.equal(heard.length, sent);
      assert.ok(sent > 300, `${sent} callbacks`);
      assert.deepEqual(heard.filter((event) => !isUnderstood(event)), []);
    }));

  test("a simulated stranger is not heard", () =>
    visit("/host.html", {}, async (page) => {
      for (const stranger of [{ origin: "https://stranger.example" }, { fromWidget: false }])
        assert.deepEqual((await hear(page, "post_message", stranger)).heard, []);
    }));

  test("requests are signed in the browser as on a server", () =>
    visit("/host.html", {}, async (page) => {
      const requests = await page.evaluate(() => window.signed());
      assert.ok(requests.length > 1_000);
      for (const [{ header, algorithm, encoding, prefix }, { body, headers }] of requests) {
        const digest = createHmac(algorithm.replace("hmac-", ""), SECRET).update(body);
        const text = digest.digest(encoding === "base64" ? "base64" : "hex");
        assert.equal(headers[header], prefix + (encoding === "hex-upper" ? text.toUpperCase() : text));
      }
    }));

  describe("the demo page", () => {
    const PHONE = { width: 390, height: 844 };
    const open = (options, look) => visit("/examples/web/simulate.html", options, look);
    const choose = (page, text) => page.locator("#scenarios button", { hasText: text }).first().click();

    for (const colorScheme of ["light", "dark"])
      for (const viewport of [{ width: 1280, height: 900 }, PHONE])
        test(`shows what the listener made of a code, ${colorScheme}, ${viewport.width} wide`, () =>
          open({ colorScheme, viewport }, async (page) => {
            await choose(page, "INVALID_PASSWORD");
            const result = page.locator("#result");
            await result.getByText("credentials_invalid").waitFor();
            assert.match(await result.innerText(), /"kind": "recognized"/);
            assert.equal(await page.locator('[aria-current="true"]').count(), 1);
            const { scroll, client } = await page.evaluate(() => ({
              scroll: document.documentElement.scrollWidth,
              client: document.documentElement.clientWidth,
            }));
            assert.ok(scroll <= client, `the page is ${scroll} wide on a screen of ${client}`);
          }));

    /** Runs in the page: chooses each payload and sends its first scenario; returns all payloads, and those sent. */
    const sendFirstOfEach = async () => {
      const select = document.querySelector('[name="payload"]');
      const payloads = [...select.options].map(({ value }) => value);
      const shown = [];
      for (const payload of payloads) {
        select.value = payload;
        select.dispatchEvent(new Event("change"));
        document.querySelector("#result").replaceChildren();
        document.querySelector("#scenarios button").click();
        while (!document.querySelector("#result pre")) await new Promise(requestAnimationFrame);
        shown.push(/^Sent ([\w:.]+)/.exec(document.querySelector("#sent").textContent)[1]);
      }
      return [payloads, shown];
    };

    test("shows every payload of every provider, and signed requests", () =>
      open({}, async (page) => {
        for (const provider of ["lean", "argyle", "flinks"]) {
          await page.selectOption('[name="provider"]', provider);
          await page.locator(`[name="payload"] option[value^="${provider}:"]`).first().waitFor({ state: "attached" });
          const [payloads, shown] = await page.evaluate(sendFirstOfEach);
          assert.deepEqual(shown, payloads);
        }
        await page.selectOption('[name="payload"]', "flinks:webhook.kyc");
        await page.locator("#scenarios button").first().click();
        await page.locator("#result").getByText("flinks-authenticity-key").waitFor();
      }));

    test("searches by keyboard, plays and stops", () =>
      open({}, async (page) => {
        await page.locator("#scenarios button").first().waitFor();
        await page.getByLabel("Search").focus();
        await page.keyboard.type("password");
        const found = await page.locator("#scenarios button").count();
        assert.match(await page.locator("#count").innerText(), new RegExp(`^${found} scenarios?$`));
        assert.ok(found > 0 && found < 20, `${found} found`);
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.locator("#play", { hasText: "Stop" }).waitFor();
        await page.locator('[aria-current="true"]').waitFor();
        await page.keyboard.press("Enter");
        await page.locator("#play", { hasText: "Play all" }).waitFor();
      }));
  });
});
