// The TypeScript of the guides: all of it compiles; what prints is run in Node, the rest in a real browser under the
// policy of the guide, with the widget on another origin and strangers beside it. Diagrams are parsed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { blocks, bundle, check, inLanguage, REPO, run, writeAll } from "./blocks.mjs";
import { launch, serve } from "./chromium.mjs";

const FRAME = "<!doctype html><title>A frame</title>";
const PASSWORD = { flinksCode: "INVALID_PASSWORD" };
const SUCCESS = { step: "REDIRECT", loginId: "l-1" };

/** Counts those who listen. */
const WATCHED = `
  const { addEventListener, removeEventListener } = window;
  window.listening = 0;
  window.addEventListener = (type, ...rest) => {
    window.listening += type === "message";
    addEventListener.call(window, type, ...rest);
  };
  window.removeEventListener = (type, ...rest) => {
    window.listening -= type === "message";
    removeEventListener.call(window, type, ...rest);
  };`;

/** A component around the function of the guide, compiled in the page in place of Angular's command line. */
const ANGULAR = `
  import "@angular/compiler";
  import { Component, provideZonelessChangeDetection } from "@angular/core";
  import { bootstrapApplication } from "@angular/platform-browser";
  import { injectScreen } from "./inject-screen.ts";

  ${WATCHED}
  const src = new URL(location.href).searchParams.get("widget");
  const template = \`<iframe src="\${src}"></iframe><p role="status">{{ screen() }}</p>\`;
  const frame = () => document.querySelector("iframe") ?? undefined;
  const Host = Component({ selector: "body", template })(class { screen = injectScreen(src, frame); });
  const providers = [provideZonelessChangeDetection()];
  bootstrapApplication(Host, { providers }).then((app) => { window.leave = () => app.destroy(); });`;

/** What the pages of the cases load. */
const APPLICATION = `
  import { createRoot } from "react-dom/client";
  import { mount, unmount } from "svelte";
  import { createApp } from "vue";
  import { emit } from "linkcodes/simulate";
  import { scenarios } from "linkcodes/simulate/flinks";
  import { Connect } from "./connect.tsx";
  import { AnyBank } from "./any-bank.tsx";
  import { isConfirmed } from "./confirm.ts";
  import { everyEvent } from "./every-event.ts";
  import SvelteConnect from "./Connect.svelte";
  import VueConnect from "./Connect.vue";

  ${WATCHED}
  const asked = new URL(location.href);
  const src = asked.searchParams.get("widget");
  window.start = {
    "/listen": () => import("./listen.ts").then(() => {
      const frame = document.querySelector("iframe");
      window.everyEvent = () => everyEvent(frame, () => document.querySelector("#status").textContent);
      const scenario = scenarios.find(({ id }) => id === asked.searchParams.get("scenario"));
      if (scenario) emit(scenario, { origin: new URL(frame.src).origin, source: frame.contentWindow });
    }),
    "/several": () => {
      window.Lean = { connect: ({ callback }) => callback({ status: "CANCELLED" }) };
      return import("./several.ts").then(({ heard }) => { window.heard = heard; });
    },
    "/react": () => {
      const root = createRoot(document.body);
      const show = (address) => root.render(<Connect src={address} />);
      window.arrive = () => show(src);
      window.leave = () => root.unmount();
      show(null);
    },
    "/any-bank": () => createRoot(document.body).render(<AnyBank src={src} />),
    "/vue": () => {
      const app = createApp(VueConnect, { src });
      app.mount(document.body);
      window.leave = () => app.unmount();
    },
    "/svelte": () => {
      const app = mount(SvelteConnect, { target: document.body, props: { src } });
      window.leave = () => unmount(app);
    },
    "/confirm": () => { window.isConfirmed = isConfirmed; },
  }[asked.pathname]?.();`;

/** The bodies of the pages, given the addresses of the widget and of a stranger. */
const BODIES = {
  "/listen": (widget, stranger) => `<iframe id="connect" src="${widget}/"></iframe><p id="status">-</p>
    <iframe id="twin" src="${widget}/"></iframe><iframe id="stranger" src="${stranger}/"></iframe>`,
  "/several": (widget) => `<iframe id="a" class="connect" src="${widget}/"></iframe>
    <iframe id="b" class="connect" src="${widget}/"></iframe>`,
  "/plain": (widget) => `<iframe id="widget" src="${widget}/"></iframe><p role="status"></p>
    <script type="module" src="/connect.js"></script>`,
};

let folder, remove, browser, widget, stranger, host, script, angular, oneFile;
let answers = [];

before(async () => {
  ({ folder, remove } = writeAll());
  [script, browser] = [await bundle(folder, APPLICATION, "iife"), await launch()];
  angular = await bundle(folder, ANGULAR, "iife");
  oneFile = await bundle(folder, 'export * from "linkcodes/browser/flinks";', "esm"); // as tools/one-file.mjs does it
  const frame = (_, response) => response.setHeader("content-type", "text/html").end(FRAME);
  [widget, stranger] = [await serve(frame), await serve(frame)];
  host = await serve(answer);
});
after(async () => {
  await browser?.close();
  for (const one of [widget, stranger, host]) one?.close();
  remove?.();
});

/** The header of the guide; the made-up servers take the place of the widget's host, and the stranger may be framed. */
function policy() {
  const [{ text }] = inLanguage("http");
  const [, value] = /^Content-Security-Policy: (.*)$/m.exec(text);
  const [production] = /https:\/\/\S+\.fin\.ag/.exec(value);
  return value.replace(production, `${widget.origin} ${stranger.origin}`);
}

function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  // Only Angular's compiler, which its command line runs before there is a page, makes code at run time.
  const rule = pathname === "/angular" ? policy().replace("script-src", "script-src 'unsafe-eval'") : policy();
  response.setHeader("content-security-policy", rule);
  const files = { "/angular.js": angular, "/connect.js": textOf("connect.js"), "/linkcodes-flinks.js": oneFile };
  if (files[pathname]) return response.setHeader("content-type", "text/javascript").end(files[pathname]);
  if (pathname === "/script.js") return response.setHeader("content-type", "text/javascript").end(script);
  if (pathname === "/favicon.ico") return response.writeHead(204).end();
  if (pathname.startsWith("/attempts/")) return response.end(JSON.stringify({ verdict: answers.shift() }));
  const body = BODIES[pathname]?.(widget.origin, stranger.origin) ?? "";
  const page = `<!doctype html><title>Host</title><body>${body}<script src="${pathname === "/angular" ? "/angular.js" : "/script.js"}"></script>`;
  return response.setHeader("content-type", "text/html").end(page);
}

/** Opens a page, waits until its frames and program are there, and hands it over; a fault on its console fails. */
async function visit(path, look) {
  const page = await browser.newPage({ viewport: { width: 320, height: 240 } });
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(host.origin + path);
  await page.evaluate(() => window.start);
  await look(page);
  await page.close();
  assert.deepEqual(faults, []);
}

const textOf = (name) => blocks.find(({ title }) => title === name).text;

/** Posts a message from the one widget of a page. */
async function say(page, message) {
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForURL(`${widget.origin}/`);
  await frame.evaluate((data) => parent.postMessage(data, "*"), message);
}

/** A component that listens, and no longer does once it is gone. */
const component = (path) => () =>
  visit(`${path}?widget=${encodeURIComponent(`${widget.origin}/`)}`, async (page) => {
    await page.getByText("in_widget").waitFor();
    await say(page, PASSWORD);
    await page.getByText("reenter_credentials").waitFor();
    const before = await page.evaluate(() => window.listening);
    await page.evaluate(() => window.leave());
    assert.equal(await page.evaluate(() => window.listening), before - 1);
  });

/** Posts a message from inside a frame, and waits until the page has had it. */
async function post(page, id, message) {
  const frame = await (await page.waitForSelector(`#${id}`)).contentFrame();
  await page.evaluate(() => {
    window.end = new Promise((resolve) =>
      window.addEventListener("message", ({ data }) => data === "the end" && resolve()),
    );
  });
  await frame.evaluate((data) => [data, "the end"].forEach((each) => parent.postMessage(each, "*")), message);
  await page.evaluate(() => window.end);
}

const status = (page) => page.locator("#status, [role=status]").innerText();

/** What the programs do that print nothing, by the title of the block. */
const CASES = {
  "listen.ts": () =>
    visit("/listen", async (page) => {
      for (const foreign of ["stranger", "twin"]) await post(page, foreign, SUCCESS);
      assert.equal(await status(page), "-");
      await post(page, "connect", JSON.stringify(PASSWORD));
      assert.equal(await status(page), "reenter_credentials");
      await post(page, "connect", SUCCESS);
      assert.equal(await status(page), "confirming");
    }),
  "several.ts": () =>
    visit("/several", async (page) => {
      await post(page, "b", PASSWORD);
      await post(page, "a", SUCCESS);
      const heard = await page.evaluate(() => window.heard.filter((line) => !line.endsWith(": ")));
      assert.deepEqual(heard, ["lean: CANCELLED", "b: INVALID_PASSWORD", "a: REDIRECT"]);
    }),
  "connect.tsx": () =>
    visit(`/react?widget=${encodeURIComponent(`${widget.origin}/`)}`, async (page) => {
      assert.equal(await page.locator("iframe").count(), 0);
      await page.evaluate(() => window.arrive());
      await say(page, PASSWORD);
      await page.getByText("Check your sign-in details").waitFor();
      await page.locator("button").click();
      assert.equal(await page.locator("button").count(), 0);
      await say(page, { flinksCode: "TOO_MANY_REQUESTS" });
      await page.getByText("Please wait").waitFor();
      await page.evaluate(() => window.leave());
      assert.equal(await page.evaluate(() => window.listening), 0);
    }),
  "any-bank.tsx": () =>
    visit(`/any-bank?widget=${encodeURIComponent(`${widget.origin}/`)}`, async (page) => {
      const shown = (title) => page.locator("[role=status]", { hasText: title }).waitFor();
      await say(page, { mx: true, type: "mx/connect/invalidData", metadata: { user_guid: "u", session_guid: "s", code: 1000 } });
      await shown("This account can't be used here");
      await page.getByText("Choose another one.").waitFor();
      await say(page, PASSWORD);
      await shown("Check your sign-in details");
      await say(page, { mx: true, type: "mx/connect/memberConnected", metadata: { member_guid: "m" } });
      await shown("This step is done");
      assert.equal(await page.locator("p").count(), 1);
    }),
  "Connect.vue": component("/vue"),
  "Connect.svelte": component("/svelte"),
  "inject-screen.ts": component("/angular"),
  "connect.js": () =>
    visit("/plain", async (page) => {
      await page.evaluate(() => import("/connect.js"));
      await say(page, PASSWORD);
      await page.getByText("Check your sign-in details").waitFor();
    }),
  "confirm.ts": () =>
    visit("/confirm", async (page) => {
      const confirmed = (tries) => page.evaluate((most) => window.isConfirmed("a/1", most, 1), tries);
      answers = ["waiting", undefined, "succeeded"];
      assert.equal(await confirmed(3), true);
      answers = ["waiting", "failed", "succeeded"];
      assert.equal(await confirmed(2), false);
    }),
  "every-event.ts": () =>
    visit("/listen", async (page) => {
      const screens = await page.evaluate(async () => [...(await window.everyEvent())]);
      assert.ok(screens.length > 50);
      assert.deepEqual(screens.filter(([, shown]) => shown === "-"), []);
      assert.equal(new Map(screens).get("flinks:connect.event/flinksCode#INVALID_PASSWORD"), "reenter_credentials");
      assert.ok(new Set(screens.map(([, shown]) => shown)).size > 5);
    }),
  "pictures.ts": async () => {
    const { ids, takePictures } = await import(await asModule("pictures.ts"));
    const page = await browser.newPage({ viewport: { width: 320, height: 240 } });
    const kept = [];
    const some = ids.filter((_, number) => number % 10 === 0);
    await takePictures(page, `${host.origin}/listen`, some, (picture) => kept.push(picture.toString("base64")));
    await page.close();
    assert.equal(kept.length, some.length);
    assert.ok(new Set(kept).size > 2);
  },
};

async function asModule(title) {
  const text = await bundle(folder, `export * from "./${title}";`, "esm");
  return `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`;
}

test("all programs compile, strictly", () => check(folder));

test("every block is run or has a reason not to be", () => {
  // What is in YAML, tests/test_action.py compares with the action and the hook.
  const known = ["ts", "tsx", "js", "html", "http", "mermaid", "python", "sql", "sh", "json", "yaml"];
  assert.deepEqual(blocks.filter(({ language }) => !known.includes(language)), []);
  const programs = inLanguage("ts", "tsx", "js", "html");
  const isUsed = ({ title }) => programs.some(({ text }) => text.includes(`from "./${title.replace(/tsx?$/, "js")}"`));
  const silent = programs.filter((program) => !program.promised.length && !isUsed(program));
  assert.deepEqual(silent.map(({ title }) => title).sort(), Object.keys(CASES).sort());
  assert.equal(inLanguage("http").length, 1);
});

describe("in Node", () => {
  for (const { title, promised } of inLanguage("ts", "tsx"))
    if (promised.length) test(title, async () => assert.deepEqual(await run(folder, title), promised));
});

describe("in a browser", () => {
  for (const [title, look] of Object.entries(CASES)) test(title, look);

  test("a diagram can be drawn", async () => {
    const page = await browser.newPage();
    await page.addScriptTag({ content: readFileSync(join(REPO, "node_modules/mermaid/dist/mermaid.min.js"), "utf-8") });
    for (const { guide, text } of inLanguage("mermaid"))
      await page.evaluate((drawing) => window.mermaid.parse(drawing), text).catch((error) => assert.fail(`${guide}: ${error}`));
    await page.close();
  });
});
