/** What few providers have, asked of the TypeScript package; `tests/test_grown.py` runs it on a spec that has it all. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./package.mjs";

const { classify, decode, planRetry, resolveOutcome } = await load("runtime");
const TYPED = { error_type: "USER_ERROR", error_code: "INVALID_FIELD" };
const UNTYPED = { error_type: "ITEM_ERROR", error_code: "INVALID_FIELD" };
const AN_ERROR = { ...UNTYPED, error_message: "wrong", borea_request: "r-1", causes: [TYPED, UNTYPED] };
const contexts = ({ classifications }) =>
  classifications.filter(({ raw }) => raw === "INVALID_FIELD").map(({ context }) => context);

test("each item of an array is recognized by its own fields", () => {
  for (const known of [{}, { provider: "borea" }])
    assert.deepEqual(contexts(decode(AN_ERROR, known)), ["request", "typo", "request"]);
  const inside = { unheard_of: { deep: [TYPED, UNTYPED] } };
  assert.deepEqual(contexts(decode(inside, { provider: "borea" })), ["typo", "request"]);
});

test("classify takes the object that the code came in", () => {
  const told = (beside) => classify("borea", "INVALID_FIELD", { beside }).context;
  assert.equal(told(TYPED), "typo");
  for (const nothing of [null, undefined, 1, "USER_ERROR", [TYPED], {}, { error_type: null }, UNTYPED])
    assert.equal(told(nothing), "request");
});

test("all marks of a sign must be there", () => {
  for (const [type, payload] of [["ITEM", "hook.item_error"], ["INCOME", "hook.income_error"]]) {
    const body = { webhook_type: type, webhook_code: "ERROR", borea_item: "i" };
    assert.equal(decode(body).payload, payload);
    assert.equal(decode(body, { provider: "borea" }).payload, payload);
  }
  const other = { webhook_type: "LOANS", webhook_code: "ERROR", borea_item: "i" };
  assert.equal(decode(other, { provider: "borea" }).payload, "hook.any");
});

test("what ends soon is a success that asks the user", () => {
  const body = { webhook_type: "ITEM", webhook_code: "ENDS_SOON", borea_item: "i", consent_ends: "2026-02-01" };
  const outcome = resolveOutcome(body, { provider: "borea" });
  assert.deepEqual([outcome.verdict, outcome.decoded.ends_at], ["succeeded", "2026-02-01"]);
  const { decision, reason } = planRetry(outcome);
  assert.deepEqual([decision, reason], ["ask_user", "ends_soon"]);
});

test("what may be suspended is repeated seldom and never alone", () => {
  const risky = { ...classify("borea", "READ_FAILING"), actions: ["retry_later"], confidence: "H" };
  assert.equal(planRetry(risky).decision, "retry");
  assert.equal(planRetry(risky, { attempts: 3 }).reason, "may_suspend");
  const alone = { ...risky, unattended_retry: true, unattended_if_read: true, effect: "read" };
  for (const item of [risky, alone]) assert.equal(planRetry(item, { unattended: true }).reason, "may_suspend");
});

test("an error is no success whatever the status", () => {
  for (const http_status of [200, 201, 202, 204])
    for (const code of ["LOGIN_NEEDED", "BRAND_NEW"]) {
      const body = { error_type: "ITEM_ERROR", error_code: code, error_message: "no", borea_request: "r" };
      for (const known of [{}, { provider: "borea" }, { provider: "borea", payload: "api.error" }]) {
        const outcome = resolveOutcome(body, { http_status, ...known });
        assert.ok(["failed", "unknown"].includes(outcome.verdict), JSON.stringify([known, outcome.verdict]));
        assert.ok(!["wait", "stop", "continue"].includes(planRetry(outcome).decision));
      }
    }
});

test("lookups know scope and risk", async () => {
  const { errorCodeInfo } = await load("borea/info");
  assert.equal(errorCodeInfo("ONE_ACCOUNT_GONE").scope, "account");
  assert.equal(errorCodeInfo("READ_FAILING").suspension_risk, true);
  assert.equal(errorCodeInfo("LOGIN_NEEDED").suspension_risk, false);
  assert.equal(errorCodeInfo("LOGIN_NEEDED").scope, null);
});
