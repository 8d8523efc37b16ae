// The React hook in a real browser, in strict mode: React mounts every component twice to find effects that last.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { post, startWorld } from "./world.mjs";

const body = (widget) => `
  <iframe id="sibling" src="${widget}"></iframe>
  <div id="root"></div>
  <script src="/application.js"></script>`;
const FAILED = { flinksCode: "INVALID_PASSWORD" };
const REDIRECT = { step: "REDIRECT" };
const CLOSED = { status: "CANCELLED" };

let world, opened, page, from;

before(async () => {
  world = await startWorld("react.jsx", body);
});
after(() => world?.close());
beforeEach(async () => {
  opened = await world.open();
  ({ page, from } = opened);
});
afterEach(() => opened.close());

/** Renders the component and waits until its iframe has loaded. */
async function show(properties) {
  await page.evaluate((given) => window.show(given), { src: world.widget, origin: world.widget, ...properties });
  const frame = await (await page.waitForSelector("#widget")).contentFrame();
  await frame.waitForURL(`${world.widget}/`);
}

/** Returns the events since the last call, except for the marks that end a batch. */
const heard = () => page.evaluate(() => window.events.splice(0).filter(([, kind]) => kind === "recognized"));
const state = () => page.textContent("output");
const subscriptions = () => page.evaluate(() => window.subscriptions);

for (const lookup of [false, true]) {
  test(`a component hears its iframe once, and no other; by ${lookup ? "a function" : "its ref"}`, async () => {
    await show({ name: "first", lookup });
    assert.equal(await state(), "nothing yet");
    await from("sibling", post, FAILED);
    assert.deepEqual(await heard(), []);
    await from("widget", post, FAILED);
    assert.deepEqual(await heard(), [["first", "recognized", "INVALID_PASSWORD"]]);
    assert.equal((await subscriptions()).active, 1);
  });
}

test("the last event is there for rendering, and an SDK's callback counts as well", async () => {
  await show({ name: "first" });
  await page.evaluate((response) => [...window.callbacks].at(-1)(response), CLOSED);
  await page.waitForSelector("output:text('recognized CANCELLED')");
  assert.deepEqual(await heard(), [["first", "recognized", "CANCELLED"]]);
});

test("the newest onEvent is called, without a new subscription and with the same callback", async () => {
  await show({ name: "first" });
  const { started } = await subscriptions();
  await show({ name: "second" });
  await from("widget", post, FAILED);
  assert.deepEqual(await heard(), [["second", "recognized", "INVALID_PASSWORD"]]);
  assert.deepEqual(await subscriptions(), { started, active: 1 });
  assert.equal(await page.evaluate(() => window.callbacks.size), 1);
});

test("another origin means another subscription", async () => {
  await show({ name: "first" });
  await show({ name: "first", origin: world.stranger });
  await from("widget", post, FAILED);
  assert.deepEqual(await heard(), []);
  await show({ name: "first", origin: [world.stranger, world.widget] });
  await from("widget", post, REDIRECT);
  assert.deepEqual(await heard(), [["first", "recognized", "REDIRECT"]]);
  assert.equal((await subscriptions()).active, 1);
});

test("what another origin said is no longer there for rendering", async () => {
  await show({ name: "first" });
  await from("widget", post, FAILED);
  await page.waitForSelector("output:text('recognized')"); // any event, also the mark that ends a batch
  await show({ name: "first", origin: world.stranger });
  assert.equal(await state(), "nothing yet");
});

test("after it was unmounted nothing is delivered, not even from a callback", async () => {
  await show({ name: "first" });
  await page.evaluate(() => window.leave());
  assert.equal((await subscriptions()).active, 0);
  await page.evaluate((response) => {
    for (const callback of window.callbacks) callback(response);
  }, CLOSED);
  await from("sibling", post, FAILED);
  assert.deepEqual(await page.evaluate(() => window.events), []);
});

for (const origin of [undefined, "null", "https://widget.example/", []])
  test(`${JSON.stringify(origin)} for an origin is reported and returned, and the page stays`, async () => {
    await page.evaluate((properties) => window.show(properties), { src: world.widget, name: "first", origin });
    assert.match(await page.evaluate(() => window.mistake), /^TypeError: linkcodes: (?:origin |no origin$)/);
    assert.equal(await page.evaluate(() => window.refusal), null);
    assert.equal(await state(), "nothing yet");
    assert.equal((await subscriptions()).active, 0);
    const faults = opened.faults.splice(0);
    assert.ok(faults.some((fault) => /^error: linkcodes: (?:origin|no origin)/.test(fault)), String(faults));
    assert.deepEqual(faults.filter((fault) => !/linkcodes: (?:origin|no origin)|failed: /.test(fault)), []);
    await show({ name: "first" });
    await from("widget", post, FAILED);
    assert.deepEqual(await heard(), [["first", "recognized", "INVALID_PASSWORD"]]);
    assert.equal(await page.evaluate(() => window.mistake), null);
  });

test("while there is no origin it waits, and an SDK may call back already", async () => {
  await show({ name: "first", origin: null });
  assert.equal((await subscriptions()).started, 0);
  await from("widget", post, FAILED);
  await page.evaluate((response) => [...window.callbacks].at(-1)(response), CLOSED);
  assert.deepEqual(await heard(), [["first", "recognized", "CANCELLED"]]);
  await show({ name: "first" });
  await from("widget", post, FAILED);
  assert.deepEqual(await heard(), [["first", "recognized", "INVALID_PASSWORD"]]);
  assert.equal((await subscriptions()).active, 1);
});
