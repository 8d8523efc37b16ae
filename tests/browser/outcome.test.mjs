// The hooks that say what to do, in a real browser and in strict mode: the clock is the test's own.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { post, startWorld } from "./world.mjs";

const WRONG = { flinksCode: "INVALID_PASSWORD" };
const BUSY = { flinksCode: "TOO_MANY_REQUESTS" };
const STEP = { step: "COMPONENT_LOAD_CREDENTIAL" };
const CLOSED = { step: "COMPONENT_CLOSE_SESSION" };
const SUCCESS = { step: "REDIRECT", loginId: "l-1" };

let world, opened, page, from;

before(async () => {
  const body = () => '<div id="root"></div><script src="/application.js"></script>';
  world = await startWorld("outcome.jsx", body, (page) => page.clock.install());
});
after(() => world?.close());
beforeEach(async () => {
  opened = await world.open();
  ({ page, from } = opened);
  await show();
});
afterEach(() => opened.close());

async function show(properties) {
  await page.evaluate((given) => window.show(given), { src: world.widget, ...properties });
  await loaded();
}

async function loaded() {
  const frame = await (await page.waitForSelector("#widget")).contentFrame();
  await frame.waitForURL(`${world.widget}/`);
}

/** What the component knows once React has rendered; only what is named. */
async function state(...names) {
  const found = JSON.parse(await page.textContent("output"));
  return names.length === 1 ? found[names[0]] : names.map((name) => found[name]);
}

async function fail(message = WRONG) {
  await page.clock.runFor(1_001); // within a second, the same message is a repeat
  await from("widget", post, message);
}

test("an event becomes a verdict, a plan and what the user reads", async () => {
  assert.deepEqual(await state("event", "verdict", "decision", "title"), [null, null, null, null]);
  await fail();
  assert.deepEqual(await state("event", "verdict", "decision"), ["INVALID_PASSWORD", "failed", "ask_user"]);
  assert.deepEqual(await state("lang", "dir"), ["en", "ltr"]);
  assert.match(await state("title"), /password|details|sign/i);
  await fail(STEP);
  assert.deepEqual(await state("event", "title", "canRetry"), [STEP.step, null, false]);
});

test("the language may change or come later", async () => {
  await show({ texts: "none" });
  await fail();
  assert.equal(await state("title"), null);
  await show({ texts: "xx" });
  assert.deepEqual(await state("lang", "dir", "attempts"), ["xx", "rtl", 1]);
});

test("what is no event of the widget changes nothing, and is heard", async () => {
  await fail();
  await from("widget", post, { source: "an-extension" });
  assert.equal(await state("event"), "INVALID_PASSWORD");
  assert.ok((await page.evaluate(() => window.seen)).includes("unrecognized"));
});

test("failures are counted once each, until no attempt is left that could lock the account", async () => {
  const left = [];
  for (let count = 1; count <= 4; count++) {
    await fail();
    assert.equal(await state("attempts"), count);
    left.push(await state("left", "canRetry"));
  }
  assert.deepEqual(left, [[2, true], [1, true], [0, false], [0, false]]);
});

test("a success starts over; no iframe is loaded again for it", async () => {
  await fail();
  await fail(SUCCESS);
  assert.deepEqual(await state("attempts", "verdict", "canRetry", "key"), [0, "succeeded", false, 0]);
});

test("retry loads the iframe again and forgets the outcome, but not the attempts", async () => {
  await fail();
  const before = await page.$("#widget");
  await page.evaluate(() => [window.retry(), window.retry()]);
  await loaded();
  assert.equal(await before.evaluate((frame) => frame.isConnected), false);
  assert.deepEqual(await state("key", "attempts", "event", "verdict", "title", "canRetry"), [1, 1, null, null, null, false]);
  await fail();
  assert.deepEqual(await state("attempts", "left"), [2, 1]);
});

test("whoever closed the widget may open it again", async () => {
  await fail(CLOSED);
  assert.deepEqual(await state("verdict", "canRetry", "attempts"), ["abandoned", true, 0]);
});

test("a button waits for the end of the pause, second by second", async () => {
  await fail(BUSY);
  const start = await state("secondsLeft");
  assert.ok(start > 50 && start <= 60, start);
  assert.equal(await state("canRetry"), false);
  await page.evaluate(() => window.retry());
  assert.equal(await state("key"), 0);
  await page.clock.runFor(10_000);
  assert.equal(await state("secondsLeft"), start - 10);
  await page.clock.runFor(start * 1_000);
  assert.deepEqual(await state("secondsLeft", "canRetry"), [0, true]);
});

test("attempts and the pause survive when the component is mounted again", async () => {
  await fail();
  await fail(BUSY);
  await page.evaluate(() => window.leave());
  await page.clock.runFor(5_000);
  await show();
  assert.deepEqual(await state("attempts", "event", "canRetry"), [2, null, false]);
  const left = await state("secondsLeft");
  assert.ok(left > 100 && left <= 115, left); // the second attempt waits twice as long
  await show({ attempts: "another account" });
  assert.deepEqual(await state("attempts", "secondsLeft"), [0, 0]);
});

test("in the session they survive a reload, and nothing is stored otherwise", async () => {
  await fail();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await show({ storage: "session" });
  await fail();
  await fail(BUSY);
  await page.reload();
  await show({ storage: "session" });
  assert.equal(await state("attempts"), 2);
  assert.ok((await state("secondsLeft")) > 0);
});

test("where the session cannot be read or written, attempts are counted all the same", async () => {
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    Storage.prototype.getItem = () => { throw new DOMException("no", "SecurityError"); };
  });
  await show({ storage: "session" });
  await fail();
  await fail();
  assert.deepEqual(await state("attempts", "left"), [2, 1]);
});

for (const stored of ["nonsense", "{}", "[-1, 0]", '["3", 0]', "[1e999, 0]", "null"])
  test(`${stored} in the session counts as too many attempts`, async () => {
    await page.evaluate((text) => sessionStorage.setItem("linkcodes:link", text), stored);
    await show({ storage: "session" });
    await fail();
    assert.deepEqual(await state("left", "canRetry"), [0, false]);
  });
