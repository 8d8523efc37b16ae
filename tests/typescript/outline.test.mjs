/** What is remembered of one payload is the answer for others of the same outline, and for no more. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./package.mjs";

const { createRuntime } = await load("engine");
const { decode } = await load("runtime");
const { rules } = await load("argyle/rules");
const OTHERS = ["", "x", "an unlisted text", "failed", "accounts.failed", 200, 0, 1, true, false, null, 1.5, 1e400];
const BODIES = [
  { event: "accounts.connected", name: "n", data: { account: "a", user: "u" } },
  { event: "accounts.failed", name: "n", data: { account: "a", user: "u", resource: { connection: { status: "error" } } } },
  { error_code: "auth_required", error_message: "m", extra: [{ code: 1 }] },
];

/** Returns the same with another value at each place, one at a time. */
function variants(place) {
  if (typeof place !== "object" || !place) return OTHERS;
  const put = (key, value) => Object.assign(Array.isArray(place) ? [...place] : { ...place }, { [key]: value });
  return Object.keys(place).flatMap((key) => variants(place[key]).map((value) => put(key, value)));
}

test("an answer from memory is the same as a fresh one", () => {
  const one = createRuntime([rules]);
  for (const body of BODIES.flatMap((body) => [body, ...variants(body)])) {
    const text = JSON.stringify(body);
    assert.deepEqual(one.decode(text), createRuntime([rules]).decode(text), text);
  }
});

test("what is copied from a payload is its own", () => {
  const text = (user) => JSON.stringify({ ...BODIES[0], data: { account: "a", user } });
  for (const user of ["u", "v"]) assert.equal(decode(text(user)).data.data.user, user);
});
