/** When a call may be tried again, on the clock: by headers, messages and limits of a day. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load, SPEC } from "./package.mjs";

const { classify, planRetry, resolveOutcome } = await load("runtime");
const { retryAfter, retryAt } = await load("retry-at");

const NOON = 1_764_244_800;
const MONTH = 31 * 86_400;
const NIGHT = { message: "Access exceeded" };
const refusing = new Proxy({}, { get: () => refuse(), ownKeys: () => refuse(), getOwnPropertyDescriptor: () => refuse() });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

function refuse() {
  throw new Error("never ask me");
}

/** Numbers that are the same each time. */
function* numbers(seed = 7) {
  for (let state = seed; ; yield state / 2 ** 32) state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
}

describe("headers", () => {
  const shapes = {
    Headers: (pairs) => new Headers(pairs),
    Map: (pairs) => new Map(pairs),
    pairs: (pairs) => pairs,
    "an object": (pairs) => Object.fromEntries(pairs),
    "an object with lists": (pairs) => Object.fromEntries(pairs.map(([name, value]) => [name, [value]])),
    "pairs of bytes": (pairs) => pairs.map((pair) => pair.map((text) => new TextEncoder().encode(text))),
  };
  for (const [name, made] of Object.entries(shapes))
    test(`as ${name} are read`, () => {
      const reset = ["http_x_ratelimit_account_success_reset", "85092"];
      assert.equal(retryAfter(null, { headers: made([reset, ["retry-after", "5"]]) }), 85_092);
      const left = ["http_x_ratelimit_account_success_remaining", "2"];
      assert.equal(retryAfter(null, { headers: made([reset, left, ["retry-after", "5"]]) }), 5);
    });

  test("that are none, or refuse to be read, say nothing", () => {
    const many = Array(200_000).fill("x");
    const none = [refusing, revoked, 5n, Symbol("x"), () => 5, "Retry-After: 5", [[1, 2, 3]], { "retry-after": many }, [[refusing, "5"]]];
    for (const headers of [...none, { "retry-after": refusing }, { "retry-after": NaN }, new Uint8Array(9)])
      assert.equal(retryAfter(null, { headers }), null);
  });

  test("of any number are read", () => {
    assert.equal(retryAfter(null, { headers: { "retry-after": Array(200_000).fill("7") } }), 7);
  });
});

test("no answer shortens a plan, or changes what else it says", () => {
  const next = numbers();
  const pick = (list) => list[Math.floor(next.next().value * list.length)];
  const names = ["Retry-After", "RateLimit-Reset", "X-RateLimit-Reset", "x-ratelimit-remaining", "X"];
  const values = ["0", "5", "90", "4000", "90000", "2678401", "-1", "1e30", "NaN", "soon", 12.5, NaN, null, "Sun, 06 Nov 1994 08:49:37 GMT"];
  const messages = ["Access exceeded", "Please try again in 70 seconds", "Too many requests", "Please try again in 99999999 seconds"];
  for (let round = 0; round < 2_000; round++) {
    const { id } = pick(SPEC.providers);
    const found = classify(id, null, { http_status: 429, operation: "read" });
    const headers = { [pick(names)]: pick(values), [pick(names)]: pick(values) };
    const now = NOON + Math.floor(next.next().value * 200_000);
    const asked = retryAfter(found, { headers, message: pick(messages), now });
    assert.ok(asked === null || (Number.isInteger(asked) && asked > 0 && asked <= MONTH), `${asked}`);
    const attempts = pick([1, 2, 9]);
    const [without, plan] = [planRetry(found, { attempts }), planRetry(found, { attempts, retry_after_s: asked })];
    assert.ok((plan.delay_s ?? 0) >= (without.delay_s ?? 0));
    assert.deepEqual([plan.decision, plan.attempts_left], [without.decision, without.attempts_left]);
    const at = retryAt(plan, { now });
    assert.equal(at && Date.parse(at) / 1000, plan.delay_s === null ? null : now + plan.delay_s);
  }
});

test("whatever came as answer, text, time or plan, nothing is thrown", () => {
  const released = new Uint8Array(8);
  structuredClone(released.buffer, { transfer: [released.buffer] });
  const worst = [undefined, null, 0, NaN, 1e300, 5n, "", "x", true, Symbol("x"), () => 1, [], {}, refusing, revoked, released];
  for (const one of [...worst, { decoded: refusing }, { raw: refusing, data: revoked }, new Date(NaN), new Uint8Array(1_000_000)]) {
    assert.equal(retryAfter(one, { headers: one, message: one, now: one }), null);
    assert.equal(retryAfter(null, one), null);
    assert.equal(retryAt(one, one), null);
    assert.equal(typeof retryAt({ delay_s: 5 }, { now: one }), "string");
    assert.equal(retryAt({ delay_s: one }, { now: NOON }) === null, typeof one !== "number" || Number.isNaN(one));
  }
});

test("a time is a date or seconds since 1970, and else the clock's", (context) => {
  const now = new Date(NOON * 1000);
  context.mock.timers.enable({ apis: ["Date"], now: NOON * 1000 + 250 });
  for (const known of [now, NOON, `${NOON}`, undefined, null, 0, -1, NaN, 1e30, "now", new Date(NaN)]) {
    assert.equal(retryAfter(NIGHT, { now: known }), 43_200);
    assert.ok(["2025-11-28T00:00:00Z", "2025-11-28T00:00:01Z"].includes(retryAt({ delay_s: 43_200 }, { now: known })));
  }
  assert.equal(retryAt({ delay_s: 43_200 }, { now }), "2025-11-28T00:00:00Z");
  assert.equal(retryAt({ delay_s: 0 }), "2025-11-27T12:00:01Z");
});

test("a text counts where it came, and that of another provider does not", () => {
  const body = { summary: "Rate limit exceeded", detail: "Please try again in 85092 seconds", status_code: 429 };
  for (const came of [body, JSON.stringify(body), new TextEncoder().encode(JSON.stringify(body))])
    assert.equal(retryAfter(resolveOutcome(came, { provider: "gocardless" })), 85_092);
  assert.equal(retryAfter(body), 85_092);
  assert.equal(retryAfter(classify("plaid", "RATE_LIMIT"), { message: body.detail }), null);
});
