/** A job that reads at night: what failed is read again, after pauses that do not shrink, and not for ever. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { load, SPEC } from "./package.mjs";

const { decode, resolveOutcome, planRetry } = await load("runtime");
const { statuses, counted, answers } = JSON.parse(readFileSync(new URL("../cases/reads.json", import.meta.url), "utf8"));
const alone = SPEC.providers.flatMap(({ id }) =>
  statuses.filter((status) => !counted.some(([by, counts]) => by === id && counts === status)).map((http_status) => ({ provider: id, kind: String(http_status), http_status, body: null })),
);
const HOUR = 3_600;
const DAY = 86_400;
const TRIES = Array.from({ length: 8 }, (_, index) => index + 1);

describe("a read that failed", () => {
  for (const { provider, kind, http_status, body } of [...alone, ...answers]) {
    test(`${provider} ${kind} ${JSON.stringify(body)}`, () => {
      const found = decode(body, { provider, http_status, operation: "read" });
      const plans = TRIES.map((attempts) => planRetry(found, { attempts, unattended: true }));
      const tried = plans.filter(({ decision }) => decision === "retry");
      assert.equal(plans[0].decision, "retry");
      assert.deepEqual(plans.slice(0, tried.length), tried, "a try came back after the bound");
      assert.ok(tried.length < plans.length, "no bound");
      assert.ok(tried.every(({ unattended, delay_s }) => unattended && delay_s > 0));
      const pauses = tried.map(({ delay_s }) => delay_s);
      assert.ok(pauses.every((pause, at) => !at || pause > pauses[at - 1] || (pause === pauses[at - 1] && pause >= HOUR)));
      assert.ok(plans.every(({ decision }) => decision !== "check_first"), "a read leaves nothing to look up");
      const left = plans[tried.length];
      assert.deepEqual([left.decision, left.reason, left.actions[0]], ["wait", "next_run", "leave_to_next_run"]);
      assert.ok(left.unattended && left.deadline_s >= DAY && left.then);
    });
  }

  test("is told to the runtime once", () => {
    const body = { code: 429, message: "Too many requests" };
    const known = { provider: "enable_banking", http_status: 429, operation: "read" };
    for (const found of [decode(body, known), resolveOutcome(body, known)]) {
      const plan = planRetry(found, { unattended: true });
      assert.deepEqual(plan, planRetry(found, { unattended: true, operation: "read" }));
      assert.equal(plan.decision, "retry");
    }
  });
});

test("what could not be used is named", () => {
  const found = decode("x", { provider: 7, http_status: "429", operation: "reed" });
  assert.deepEqual(found.given.ignored, ["provider", "http_status", "operation"]);
  assert.deepEqual(planRetry(found, { retry_after_s: "soon" }).ignored, [...found.given.ignored, "retry_after_s"]);
  assert.deepEqual(planRetry(null, { operation: "reed" }).ignored, ["operation"]);
  const known = { provider: "plaid", http_status: 429, operation: "read", retry_after_s: "5" };
  assert.deepEqual(planRetry(null, known).ignored, []);
});

test("an id that is not listed is named", () => {
  for (const [known, ignored] of [
    [{ provider: "plad" }, ["provider"]],
    [{ provider: "plaid", payload: "link.exti", http_status: 429 }, ["payload"]],
    [{ provider: "plad", payload: "link.exit", operation: "reed" }, ["provider", "payload", "operation"]],
    [{ payload: "plad:link.exit" }, ["payload"]],
    [{ payload: "plaid:link.exit" }, []],
    [{ provider: "plaid", payload: "link.exit" }, []],
  ])
    for (const body of [{}, null, "x", { error_code: "ITEM_LOGIN_REQUIRED" }]) {
      assert.deepEqual(decode(body, known).given.ignored, ignored);
      assert.deepEqual(resolveOutcome(body, known).decoded.given.ignored, ignored);
      assert.deepEqual(planRetry(body, known).ignored, ignored);
    }
});
