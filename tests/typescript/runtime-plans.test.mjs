/** When the runtime says to try again, and how it folds payloads into a state. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load, SPEC } from "./package.mjs";

const { classify, decode, resolveOutcome, planRetry, reduceState } = await load("runtime");
const { attempts, attempts_at_risk, first_delay_s, factor, longest_delay_s } = SPEC.taxonomy.retry_policy;

/** A classification of which only this much matters to a plan. */
const INVALID = { ...classify("lean", "INVALID_MFA"), challenge: null, operation: "generic" };
const like = (fields) => ({ ...INVALID, ...fields });
const OUTAGE = like({ category: "institution_unavailable", retry: "after_delay", unattended_retry: true });
const WRONG = like({ category: "credentials_invalid", retry: "after_input" });
const METHOD = classify("lean", "connect", { vocabulary: "linksdk.method" });
const SUCCESS = like({ category: "succeeded", phase: "success", retry: "none_needed" });
const PROGRESS = like({ category: "in_progress", phase: "in_progress", retry: "none_needed" });
const CHALLENGE = like({ category: "challenge_required", phase: "in_progress", challenge: "otp" });
const NO_ACCOUNT = like({ category: "account_unavailable", retry: "after_input" });
const LOST_SESSION = like({ category: "session_expired", retry: "immediate" });
const TERMS = like({ category: "user_action_at_institution", retry: "after_bank_action" });

describe("planRetry", () => {
  const lines = [
    ["nothing", null, {}, "stop", "unknown_code"],
    ["a value that is not known", classify("lean", "NEW"), {}, "stop", "unknown_code"],
    ["the name of a method", METHOD, {}, "stop", "no_outcome"],
    ["a success", like(SUCCESS), {}, "stop", "nothing_to_retry"],
    ["progress", like(PROGRESS), {}, "wait", "in_progress"],
    ["a challenge", like(CHALLENGE), {}, "ask_user", "needs_input"],
    ["a refusal", like({ category: "rejected", retry: "never" }), {}, "stop", "will_fail_again"],
    ["a wrong request", like({ category: "invalid_request", retry: "after_fix" }), {}, "stop", "needs_fix"],
    ["a payment in doubt", OUTAGE, { operation: "payment" }, "check_first", "may_pay_twice"],
    ["a refused payment", WRONG, { operation: "payment", unattended: true }, "ask_user", "may_lock_account"],
    ["no account", NO_ACCOUNT, { operation: "payout", unattended: true }, "ask_user", "may_pay_twice"],
    ["too many risky attempts", WRONG, { attempts: attempts_at_risk }, "stop", "may_lock_account"],
    ["too many attempts", OUTAGE, { attempts }, "stop", "attempts_used_up"],
    ["a wrong login, alone", WRONG, { unattended: true }, "ask_user", "may_lock_account"],
    ["a lost session, alone", LOST_SESSION, { unattended: true }, "ask_user", "needs_user"],
    ["terms at the bank", TERMS, {}, "ask_user", "needs_bank_action"],
    ["an old login", like({ retry: "after_reconnect" }), {}, "ask_user", "needs_reconnect"],
    ["a wrong login", WRONG, {}, "ask_user", "needs_input"],
    ["a wrong login during a refresh", WRONG, { operation: "refresh" }, "ask_user", "needs_reconnect"],
    ["a lost session", LOST_SESSION, {}, "retry", "may_retry"],
    ["an outage", OUTAGE, {}, "retry", "may_retry"],
    ["an outage, alone", OUTAGE, { unattended: true }, "retry", "may_retry"],
  ];
  for (const [name, subject, options, decision, reason] of lines)
    test(`${name}: ${decision}, ${reason}`, () => {
      const plan = planRetry(subject, options);
      assert.deepEqual([plan.decision, plan.reason], [decision, reason]);
      assert.equal(plan.delay_s === null, decision !== "retry");
      assert.equal(plan.attempts_left > 0, decision === "retry" || decision === "ask_user");
    });

  test("waits longer each time, and never less than the provider asked for", () => {
    const delay = (options) => planRetry(OUTAGE, options).delay_s;
    for (let made = 1; made < attempts; made++)
      assert.equal(
        delay({ attempts: made }),
        Math.min(first_delay_s * factor ** (made - 1), longest_delay_s),
      );
    assert.equal(delay({ retry_after_s: 5 }), first_delay_s);
    assert.equal(delay({ retry_after_s: 90_000.2 }), 90_001);
    for (const none of [NaN, Infinity, -1, "90", null, true, 9n])
      assert.equal(delay({ retry_after_s: none }), first_delay_s);
    const now = like({ category: "session_expired", retry: "immediate" });
    assert.deepEqual([planRetry(now).delay_s, planRetry(now, { retry_after_s: 7 }).delay_s], [0, 7]);
    const progress = like({ category: "in_progress", phase: "in_progress" });
    const asked = planRetry(progress, { retry_after_s: 7 });
    assert.deepEqual([planRetry(progress).delay_s, asked.delay_s], [null, 7]);
  });

  test("counts attempts", () => {
    assert.equal(planRetry(OUTAGE).attempts_left, attempts - 1);
    assert.equal(planRetry(WRONG, { attempts: 2 }).attempts_left, attempts_at_risk - 2);
    for (const odd of [0, -5, 1.5, "4", NaN, null, {}])
      assert.equal(planRetry(OUTAGE, { attempts: odd }).attempts_left, attempts - 1);
    assert.equal(planRetry(OUTAGE, { attempts: Number.MAX_VALUE }).decision, "stop");
  });

  test("lets a server continue alone where the code says so and money does not move", () => {
    assert.equal(planRetry(OUTAGE).unattended, true);
    assert.equal(planRetry({ ...OUTAGE, unattended_retry: false }).unattended, false);
    assert.equal(planRetry(WRONG).unattended, false);
    const limit = like({ category: "rate_limited", retry: "after_delay", unattended_retry: true });
    assert.equal(planRetry(limit, { operation: "payment" }).unattended, false);
    assert.equal(planRetry(like({ category: "in_progress", phase: "in_progress" })).unattended, true);
  });

  test("takes whatever the other functions give or read, also after a way through JSON", () => {
    const payload = { status: "ERROR", secondary_status: "INVALID_MFA" };
    const plan = planRetry(payload);
    assert.equal(plan.reason, "needs_input");
    assert.deepEqual(plan.actions, ["submit_otp"]);
    const results = [decode(payload), resolveOutcome(payload), classify("lean", "INVALID_MFA")];
    for (const subject of [JSON.stringify(payload), ...results]) {
      assert.deepEqual(planRetry(subject), plan);
      if (typeof subject === "object") assert.deepEqual(planRetry(JSON.parse(JSON.stringify(subject))), plan);
    }
    const challenged = { status: "SUCCESS", secondary_status: "REQUIRES_LOGIN_MFA" };
    assert.equal(planRetry(challenged).reason, "needs_input");
    assert.equal(planRetry(resolveOutcome({ step: "INVALID_MFA", nothing: 1 })).decision, "stop");
  });
});

describe("reduceState", () => {
  const webhook = (event, time, id = `${event}@${time}`) => ({
    type: event,
    event_id: id,
    timestamp: time,
    message: "",
    payload: {},
  });
  const fold = (inputs, start = null) =>
    inputs.reduce((state, [input, at]) => reduceState(state, input, { at }), start);
  const FAILED = { status: "ERROR", secondary_status: "INVALID_MFA" };
  const summary = ({ verdict, because, error, error_over, changed_at, entries }) => ({
    verdict,
    because: because?.raw ?? null,
    error: error?.raw ?? null,
    error_over,
    changed_at,
    count: entries.length,
  });

  test("starts with nothing known", () => {
    assert.deepEqual(summary(reduceState(null, {})), {
      ...{ verdict: "unknown", because: null, error: null, error_over: true, changed_at: null, count: 1 },
    });
  });

  test("says when an error is over", () => {
    const failed = fold([[FAILED, 10]]);
    assert.deepEqual(pick(failed), ["failed", false]);
    assert.deepEqual(pick(fold([[{ status: "CANCELLED" }, 20]], failed)), ["abandoned", false]);
    assert.deepEqual(pick(fold([[{ status: "SUCCESS" }, 20]], failed)), ["succeeded", true]);
    assert.deepEqual(pick(fold([[{ status: "REDIRECT" }, 20]], failed)), ["handed_to_bank", true]);
    assert.deepEqual(pick(fold([[{ status: "SUCCESS" }, 5]], failed)), ["failed", false]);
    function pick({ verdict, error_over }) {
      return [verdict, error_over];
    }
  });

  test("is the same in whatever order timed inputs arrive, however often", () => {
    const inputs = [
      [FAILED, 10],
      [{ status: "SUCCESS" }, 10],
      [{ status: "CANCELLED" }, 12],
      [{ status: "ERROR", secondary_status: "REQUIRES_LOGIN_MFA" }, 12],
      [{ flinksCode: "INVALID_LOGIN", institution: "é\u{1f600}" }, 12],
      ["not a payload", 3],
      [webhook("entity.reconnected", "1970-01-01T00:00:11.5Z"), 99],
    ];
    const expected = fold(inputs);
    assert.equal(expected.entries.length, inputs.length);
    for (let turn = 0; turn < 200; turn++) {
      const shuffled = [...inputs, ...inputs].sort(() => random() - 0.5);
      assert.deepEqual(fold(shuffled), expected);
    }
    assert.deepEqual(expected.entries.map(({ time }) => time), [3, 10, 10, 11.5, 12, 12, 12]);
    assert.equal(summary(expected).verdict, "abandoned");
  });

  test("knows a second delivery by the id of the event, whatever else differs", () => {
    const first = webhook("entity.reconnected", "2024-01-01T00:00:00Z", "1");
    const state = fold([[first]]);
    assert.equal(fold([[{ ...first, timestamp: "2024-01-02T00:00:00Z" }]], state), state);
    assert.equal(fold([[{ ...first, event_id: "2" }]], state).entries.length, 2);
  });

  test("takes an input without a time for the latest, twice in a row for the same", () => {
    const state = fold([[{ status: "ERROR" }, 50], [{ status: "CANCELLED" }], [{ status: "CANCELLED" }]]);
    assert.deepEqual(summary(state), {
      ...{ verdict: "abandoned", because: "CANCELLED", error: "ERROR", error_over: false },
      ...{ changed_at: null, count: 2 },
    });
    const more = [[{ status: "SUCCESS" }, 40], [{ status: "REDIRECT" }, 50], [{ status: "SUCCESS" }, 60]];
    const later = fold(more, state);
    assert.deepEqual(later.entries.map(({ time, outcome }) => [time, outcome.verdict]), [
      [40, "succeeded"],
      [50, "handed_to_bank"],
      [50, "failed"],
      [null, "abandoned"],
      [60, "succeeded"],
    ]);
    assert.equal(fold([[{ status: "CANCELLED" }]], later).entries.length, 6);
  });

  test("reads times with a zone, and no others", () => {
    const time = (text) => reduceState(null, webhook("results.ready", text), { at: 7 }).entries[0].time;
    assert.equal(time("1970-01-01T01:00:00+01:00"), 0);
    assert.equal(time("1969-12-31T23:00:00-0100"), 0);
    assert.equal(time("2024-02-29T12:00:00.123456Z"), 1709208000.123456);
    const dates = ["2024-02-30T12:00:00Z", "2024-01-01T12:00:00", "2024-01-01", "2024-01-01T24:00:00Z"];
    for (const other of [...dates, "soon", 12, null])
      assert.equal(time(other), 7, String(other));
    for (const at of [NaN, Infinity, "7", null, true])
      assert.equal(reduceState(null, "x", { at }).entries[0].time, null);
  });

  test("continues from a state that was stored as JSON", () => {
    const early = webhook("results.ready", "1970-01-01T00:00:05Z");
    const inputs = [[FAILED, 10], [{ status: "CANCELLED" }], [early]];
    const stored = JSON.parse(JSON.stringify(fold(inputs)));
    const plain = (state) => JSON.parse(JSON.stringify(state));
    const last = [{ status: "SUCCESS" }, 20];
    assert.deepEqual(plain(fold([last], stored)), plain(fold([...inputs, last])));
    assert.equal(fold(inputs.slice(2), stored).entries.length, 3);
  });

  test("keeps the latest thousand, and changes no earlier state", () => {
    const states = [null];
    for (let at = 0; at < 1_050; at++) states.push(reduceState(states.at(-1), "x", { at }));
    assert.equal(states[5].entries.length, 5);
    assert.deepEqual([states.at(-1).entries.length, states.at(-1).entries[0].time], [1_000, 50]);
    assert.throws(() => states[5].entries.push(1), TypeError);
  });
});

let seed = 1;
/** The same numbers in each run. */
function random() {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
}
