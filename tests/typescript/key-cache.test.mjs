/** Public keys are fetched once, and made-up names do not make the program ask for each of them. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "./package.mjs";

const { cachedKeys } = await load("webhooks");
let now, asked, known;
const clock = () => now;
const fetchKey = async (name) => (asked.push(name), known[name] ?? null);

beforeEach(() => {
  [now, asked, known] = [1_000, [], { one: "KEY 1", two: "KEY 2" }];
});

test("a key is fetched once until its time is over", async () => {
  const keys = cachedKeys(fetchKey, { keepS: 10, clock });
  assert.deepEqual([await keys("one"), await keys("one"), await keys("two")], ["KEY 1", "KEY 1", "KEY 2"]);
  assert.deepEqual(asked, ["one", "two"]);
  now += 10;
  known.one = "KEY 3";
  assert.deepEqual([await keys("one"), asked], ["KEY 3", ["one", "two", "one"]]);
});

test("a name without a key is not asked for again at once", async () => {
  const keys = cachedKeys(fetchKey, { unknownS: 10, clock });
  assert.deepEqual([await keys("new"), await keys("new"), asked], [undefined, undefined, ["new"]]);
  known.new = "KEY 4";
  now += 10;
  assert.deepEqual([await keys("new"), asked], ["KEY 4", ["new", "new"]]);
});

test("a flood of names is no flood of calls", async () => {
  const keys = cachedKeys(fetchKey, { maxUnknown: 5, clock });
  assert.equal(await keys("one"), "KEY 1");
  await Promise.all(Array.from({ length: 500 }, (_, number) => keys(`made up ${number}`)));
  assert.equal(asked.length, 1 + 5);
  assert.deepEqual([await keys("one"), await keys("two")], ["KEY 1", undefined]);
  now += 60;
  assert.equal(await keys("two"), "KEY 2");
});

test("a burst with a new key asks once, and no more keys are kept than allowed", async () => {
  const keys = cachedKeys(fetchKey, { maxKeys: 1, clock });
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: 100 }, () => keys("one")))), new Set(["KEY 1"]));
  assert.deepEqual([await keys("two"), await keys("two"), await keys("one")], ["KEY 2", "KEY 2", "KEY 1"]);
  assert.deepEqual(asked, ["one", "two", "one"]);
});

test("what fetching throws is passed on and forgotten", async () => {
  const answers = [Promise.reject(new Error("away")), "KEY"];
  const keys = cachedKeys(() => answers.shift());
  await assert.rejects(keys("one"), /away/);
  assert.equal(await keys("one"), "KEY");
});
