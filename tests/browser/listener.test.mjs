// The listener in a real browser, under a policy that allows neither eval nor inline scripts. Each page is watched:
// an error, a warning or a violation of the policy fails the test that opened it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { post, startWorld } from "./world.mjs";

const body = (widget, stranger) => `
  <iframe id="widget" src="${widget}"></iframe>
  <iframe id="sibling" src="${widget}"></iframe>
  <iframe id="sandbox" src="${widget}" sandbox="allow-scripts"></iframe>
  <iframe id="stranger" src="${stranger}"></iframe>
  <iframe id="twin" src="/twin"></iframe>
  <button>Press</button>
  <script src="/application.js"></script>`;
/** Everyone but the widget: another window of its origin, no origin, another origin, the page's own origin. */
const STRANGERS = ["sibling", "sandbox", "stranger", "twin"];
const FAILED = { flinksCode: "INVALID_PASSWORD", requestId: "4b2c5ce4", institution: "FlinksCapital" };

let world, opened, page, from;

before(async () => {
  world = await startWorld("listener.js", body);
});
after(() => world?.close());
beforeEach(async () => {
  opened = await world.open();
  ({ page, from } = opened);
  await page.evaluate((origin) => window.start(origin), world.widget);
});
afterEach(() => opened.close());

/** Returns what the page has heard since the last call, except for the marks that end a batch. */
const heard = () =>
  page.evaluate(() => window.events.splice(0).filter(({ kind }) => kind === "recognized").map(({ code }) => code));
const unknown = () =>
  page.evaluate(() => window.events.splice(0).filter(({ kind }) => kind === "unrecognized").length - 1);

test("the policy of the page is in force", async () => {
  const refusal = await page.evaluate(
    () =>
      new Promise((done) =>
        setTimeout(() => {
          try {
            done(new Function("return 'allowed'")());
          } catch (error) {
            done(error.name);
          }
        }),
      ),
  );
  assert.equal(refusal, "EvalError");
  assert.deepEqual(await page.evaluate(() => window.violations.splice(0)), ["script-src"]);
});

test("it hears its widget, from an object and from text, and classifies what it hears", async () => {
  await from("widget", post, FAILED);
  await from("widget", post, '{"step": "REDIRECT", "loginId": "x"}');
  const events = await page.evaluate(() => window.events.filter(({ kind }) => kind === "recognized"));
  const event = { kind: "recognized", payload: "flinks:connect.event", known: true };
  assert.deepEqual(events, [
    { ...event, code: "INVALID_PASSWORD", category: "credentials_invalid" },
    { ...event, code: "REDIRECT", category: "unknown" },
  ]);
});

test("it hears no other sender, whatever they claim", async () => {
  for (const sender of STRANGERS) {
    await from(sender, post, FAILED);
    await from(sender, post, JSON.stringify(FAILED));
    await from(sender, post, { ...FAILED, origin: world.widget, source: "widget" });
  }
  await page.evaluate((message) => {
    window.postMessage(message, "*");
    return new Promise((done) => setTimeout(done));
  }, FAILED);
  assert.deepEqual(await page.evaluate(() => window.events), []);
  await from("widget", post, FAILED);
  assert.deepEqual(await heard(), ["INVALID_PASSWORD"]);
});

test("it does not hear its widget's window once that shows another site", async () => {
  const navigated = page.waitForEvent("framenavigated", (frame) => frame.url().startsWith(world.stranger));
  await page.evaluate((address) => void (document.querySelector("#widget").src = address), world.stranger);
  await navigated;
  await from("widget", post, FAILED);
  assert.deepEqual(await page.evaluate(() => window.events), []);
});

test("it hands on what it does not know: a new code, another message, text that is no JSON", async () => {
  await from("widget", post, { flinksCode: "BRAND_NEW" });
  await from("widget", post, { step: "__proto__" });
  const [code, step] = await page.evaluate(() => window.events.splice(0).filter(({ kind }) => kind === "recognized"));
  assert.deepEqual([code.code, code.known, code.category], ["BRAND_NEW", false, "unknown"]);
  assert.deepEqual([step.code, step.known, step.category], ["__proto__", false, "unknown"]);
  for (const other of ['{"step": "REDIRECT"', "[[[", "", { hello: 1 }, [], null, 7]) {
    await from("widget", post, other);
    assert.equal(await unknown(), 1);
  }
});

test("objects made to do harm upset neither it nor the page", async () => {
  await from("widget", () => {
    const cyclic = { step: "cyclic" };
    cyclic.self = cyclic;
    const sparse = [];
    sparse.length = 4_294_967_295;
    let deep = {};
    for (let level = 0; level < 2_000; level += 1) deep = { step: deep };
    const large = new ArrayBuffer(10_000_000);
    const hostile = [
      cyclic,
      { step: "sparse", sparse },
      deep,
      { step: "large", large, text: "x".repeat(1_000_000) },
      { step: 10n, when: new Date(NaN), pattern: /(a+)+$/ },
      new Map([["step", "map"]]),
      new Error("step"),
      '{"__proto__": {"step": "REDIRECT"}, "constructor": {"prototype": {"step": "x"}}}',
      `{"step": "x", "text": "${"x".repeat(1_000_000)}"}`,
      "[".repeat(99_999),
    ];
    for (const message of hostile) parent.postMessage(message, "*");
  });
  const kinds = await page.evaluate(() => window.events.map(({ kind }) => kind));
  assert.deepEqual(kinds, [...Array(5).fill("recognized"), ...Array(6).fill("unrecognized")]);
  assert.equal(await page.evaluate(() => "step" in {}), false);
});

test("10,000 messages of each stranger: none is looked at, and the page can be used meanwhile", async () => {
  const flood = (message) => {
    for (let number = 0; number < 10_000; number += 1) parent.postMessage({ ...message, number }, "*");
  };
  const floods = ["stranger", "sandbox", "twin"].map((sender) => from(sender, flood, FAILED));
  await page.click("button");
  await from("widget", post, FAILED);
  await Promise.all(floods);
  assert.equal(await page.evaluate(() => window.messages), 30_000 + 3 + 2);
  assert.equal(await page.evaluate(() => window.clicks), 1);
  assert.equal(await page.evaluate(() => window.lookups), 2, "the window is looked up for the right origin only");
  assert.deepEqual(await heard(), ["INVALID_PASSWORD"]);
  await from("sibling", flood, FAILED);
  assert.deepEqual(await page.evaluate(() => window.events), []);
});

test("10,000 different messages of its widget are 10,000 events, the same one many times is one", async () => {
  await from("widget", () => {
    for (let number = 0; number < 10_000; number += 1) parent.postMessage({ step: `STEP_${number}` }, "*");
  });
  assert.equal(new Set(await heard()).size, 10_000);
  await from("widget", (message) => {
    parent.postMessage(message, "*");
    parent.postMessage(JSON.stringify(message), "*");
  }, FAILED);
  assert.deepEqual(await heard(), ["INVALID_PASSWORD"]);
});

test("an SDK's callback arrives as an event of the same kind, and cannot be posted", async () => {
  const response = { status: "ERROR", secondary_status: "INVALID_MFA", bank: { is_supported: true } };
  await from("widget", post, response);
  assert.equal(await unknown(), 1);
  await page.evaluate((answer) => window.link.callback(answer), response);
  const [event] = await page.evaluate(() => window.events);
  assert.deepEqual([event.kind, event.payload, event.code], ["recognized", "lean:linksdk.callback", "ERROR"]);
});

for (const [how, end] of [["stop()", () => window.link.stop()], ["an abort signal", () => window.abort()]]) {
  test(`after ${how} nothing is delivered, not even from a callback`, async () => {
    await from("widget", post, FAILED);
    assert.deepEqual(await heard(), ["INVALID_PASSWORD"]);
    await page.evaluate(end);
    await from("widget", post, { step: "REDIRECT" });
    await page.evaluate(() => window.link.callback({ status: "SUCCESS" }));
    assert.deepEqual(await page.evaluate(() => window.events), []);
  });
}

test("an exception of the application is reported to the page, which continues", async () => {
  await from("widget", post, { flinksCode: "UNAUTHORIZED" });
  await from("widget", post, FAILED);
  assert.deepEqual(opened.faults.splice(0), ["error: in the application"]);
  assert.deepEqual(await heard(), ["UNAUTHORIZED", "INVALID_PASSWORD"]);
});

test("it does not start without one exact origin", async () => {
  for (const origin of ["*", "null", undefined, `${world.widget}/`, "https://*.example", "https://a.example:99999"])
    await assert.rejects(page.evaluate((given) => window.start(given), origin), /TypeError: linkcodes: origin/);
});
