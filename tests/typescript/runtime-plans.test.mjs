/** When the runtime says to try again, and how it folds payloads into a state. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load, SPEC } from "./package.mjs";

const { classify, decode, resolveOutcome, planRetry, reduceState, withRaw } = await load("runtime");
const { attempts, attempts_at_risk, first_delay_s, factor, longest_delay_s, jitter_percent } = SPEC.taxonomy.retry_policy;

/** A classification of which only this much matters to a plan. */
const FOUND = {
  ...classify("lean", "INVALID_MFA"),
  ...{ challenge: null, partial: false, situation: null, wait: null, confidence: "H", operation: "generic" },
  ...{ effect: "read", unattended_retry: true, unattended_if_read: true },
};
const like = (fields) => ({ ...FOUND, ...fields });
const OUTAGE = like({
  ...{ category: "institution_unavailable", actor: "provider", retry: "after_delay", actions: ["retry_later"] },
});
const WRONG = like({
  ...{ category: "credentials_invalid", actor: "end_user", retry: "after_input" },
  ...{ actions: ["reenter_credentials"], effect: "sign_in", operation: "login", unattended_retry: false },
});
const METHOD = classify("lean", "connect", { vocabulary: "linksdk.method" });
const SUCCESS = like({ category: "succeeded", phase: "success", retry: "none_needed", actions: ["none"] });
const PROGRESS = like({
  ...{ category: "in_progress", actor: "provider", phase: "in_progress", retry: "none_needed", actions: ["wait"] },
  wait: { poll_s: 30, deadline_s: 3_600, until: ["acme:webhook.event#DONE"], then: "contact_support" },
});
const CHALLENGE = like({ category: "challenge_required", phase: "in_progress", actions: ["submit_otp"] });
const NO_ACCOUNT = like({ category: "account_unavailable", retry: "after_input", actions: ["choose_other"] });
const LOST_SESSION = like({
  ...{ category: "session_expired", actor: "end_user", retry: "immediate", actions: ["retry_now"] },
  unattended_retry: false,
});
const REPORT = like({ ...OUTAGE, effect: "order", operation: "report", unattended_retry: false });
const TERMS = like({ retry: "after_bank_action", actions: ["act_at_bank"] });

describe("planRetry", () => {
  const lines = [
    ["nothing", null, {}, "escalate", "unknown_code"],
    ["a value that is not known", classify("lean", "NEW"), {}, "check_first", "may_pay_twice"],
    ["one that is not known while reading", classify("lean", "NEW"), { operation: "balances" }, "escalate", "unknown_code"],
    ["the name of a method", METHOD, {}, "stop", "no_outcome"],
    ["a success", SUCCESS, {}, "stop", "nothing_to_retry"],
    ["progress", PROGRESS, {}, "wait", "in_progress"],
    ["a challenge", CHALLENGE, {}, "ask_user", "needs_input"],
    ["what points to its detail", like({ situation: "failed_see_detail" }), {}, "check_first", "see_detail"],
    ["a refusal", like({ retry: "never", actions: ["contact_support"] }), {}, "escalate", "will_fail_again"],
    ["a wrong request", like({ retry: "after_fix", actions: ["fix_request"] }), {}, "escalate", "needs_fix"],
    ["a payment in doubt", OUTAGE, { operation: "payment" }, "check_first", "may_pay_twice"],
    ["a refused payment", WRONG, { operation: "payment", unattended: true }, "ask_user", "needs_input"],
    ["an unsure refusal", { ...NO_ACCOUNT, confidence: "L" }, { operation: "payout" }, "check_first", "may_pay_twice"],
    ["too many risky attempts", WRONG, { attempts: attempts_at_risk }, "ask_user", "may_lock_account"],
    ["too many attempts", OUTAGE, { attempts }, "escalate", "attempts_used_up"],
    ["a wrong login, alone", WRONG, { unattended: true }, "ask_user", "needs_input"],
    ["a lost session, alone", LOST_SESSION, { unattended: true }, "ask_user", "needs_user"],
    ["an order, alone", REPORT, { unattended: true }, "check_first", "may_order_twice"],
    ["terms at the bank", TERMS, {}, "ask_user", "needs_bank_action"],
    ["an old login", like({ retry: "after_reconnect", actions: ["reconnect"] }), {}, "ask_user", "needs_reconnect"],
    ["a wrong login during a refresh", WRONG, { operation: "refresh" }, "ask_user", "needs_reconnect"],
    ["a lost session", LOST_SESSION, {}, "retry", "may_retry"],
    ["an outage", OUTAGE, {}, "retry", "may_retry"],
    ["an outage, alone", OUTAGE, { unattended: true }, "retry", "may_retry"],
    ["nothing to do", like({ actions: [] }), {}, "escalate", "needs_team"],
  ];
  for (const [name, subject, options, decision, reason] of lines)
    test(`${name}: ${decision}, ${reason}`, () => {
      const plan = planRetry(subject, options);
      assert.deepEqual([plan.decision, plan.reason], [decision, reason]);
      assert.equal(plan.delay_s === null, decision !== "retry");
      const used_up = options.attempts >= attempts_at_risk;
      assert.equal(plan.attempts_left > 0, decision === "retry" || (decision === "ask_user" && !used_up));
      assert.match(plan.sentence, /^[A-Z][^{}[\]]*\.$/);
    });

  test("waits longer each time, and never less than the provider asked for", () => {
    const delay = (options) => planRetry(OUTAGE, options).delay_s;
    for (let made = 1; made < attempts; made++) {
      const ours = Math.min(first_delay_s * factor ** (made - 1), longest_delay_s);
      assert.equal(delay({ attempts: made }), ours);
      assert.equal(planRetry(OUTAGE, { attempts: made }).jitter_s, Math.floor((ours * jitter_percent) / 100));
    }
    assert.equal(delay({ retry_after_s: 5 }), first_delay_s);
    assert.equal(delay({ retry_after_s: "900" }), 900);
    assert.equal(delay({ retry_after_s: 90_000.2 }), 90_001);
    for (const none of [NaN, Infinity, -1, "soon", null, true, 9n])
      assert.equal(delay({ retry_after_s: none }), first_delay_s);
    const [now, later] = [planRetry(LOST_SESSION), planRetry(LOST_SESSION, { retry_after_s: 7 })];
    assert.deepEqual([now.delay_s, later.delay_s], [0, 7]);
    const asked = planRetry(PROGRESS, { retry_after_s: 7 });
    assert.deepEqual([planRetry(PROGRESS).delay_s, asked.delay_s], [null, 7]);
    const slow = like({ ...OUTAGE, wait: { min_delay_s: 7_200, max_attempts: 3 } });
    assert.deepEqual([planRetry(slow).delay_s, planRetry(slow).attempts_left], [7_200, 2]);
  });

  test("waits until the date that the provider names", () => {
    const date = (seconds) => new Date(Date.now() + seconds * 1000).toUTCString();
    const delay = planRetry(OUTAGE, { retry_after_s: date(9_000) }).delay_s;
    assert.ok(delay > 8_900 && delay <= 9_000, `${delay}`);
    assert.equal(planRetry(OUTAGE, { retry_after_s: date(-9_000) }).delay_s, first_delay_s);
  });

  test("counts attempts, and takes what cannot be read for used up", () => {
    assert.equal(planRetry(OUTAGE).attempts_left, attempts - 1);
    assert.equal(planRetry(WRONG, { attempts: 2 }).attempts_left, attempts_at_risk - 2);
    for (const first of [0, -5, null, undefined, "1", " 1 "])
      assert.equal(planRetry(OUTAGE, { attempts: first }).attempts_left, attempts - 1);
    for (const odd of [1.5, "1.0", "", "x", NaN, Infinity, true, {}, 1n, Number.MAX_VALUE])
      assert.equal(planRetry(OUTAGE, { attempts: odd }).reason, "attempts_used_up");
  });

  test("takes all that is true for a server, and what JavaScript does not take for false", () => {
    for (const alone of [true, 1, "no", [], {}, NaN])
      assert.equal(planRetry(LOST_SESSION, { unattended: alone }).reason, "needs_user");
    for (const attended of [false, 0, -0, "", null, undefined])
      assert.equal(planRetry(LOST_SESSION, { unattended: attended }).reason, "may_retry");
  });

  test("says how to wait", () => {
    const { poll_s, deadline_s, until, then, sentence } = planRetry(PROGRESS);
    assert.deepEqual([poll_s, deadline_s, until, then], [30, 3_600, ["acme:webhook.event#DONE"], "contact_support"]);
    assert.match(sentence, /every 30 seconds; if it's still open after an hour, contact/);
    const month = planRetry({ ...PROGRESS, wait: { ...PROGRESS.wait, deadline_s: 2_678_400 } });
    assert.equal(month.deadline_s, 2_678_400);
    assert.match(month.sentence, /after 31 days, contact/);
    assert.deepEqual(planRetry(OUTAGE).until, []);
    assert.match(planRetry(OUTAGE).sentence, /in 60 seconds|in a minute/);
    assert.match(planRetry(LOST_SESSION).sentence, / now, at most 4 more times\.$/);
  });

  test("lets a server act alone where the code says it and the operation reads", () => {
    assert.equal(planRetry(OUTAGE).unattended, true);
    assert.equal(planRetry({ ...OUTAGE, unattended_retry: false }).unattended, false);
    assert.equal(planRetry(WRONG).unattended, false);
    assert.equal(planRetry(OUTAGE, { operation: "login" }).unattended, false);
    assert.equal(planRetry(PROGRESS).unattended, true);
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
  });

  test("says nothing about a body of no provider, and is careful with an unlisted code of one", () => {
    const decision = (payload, options) => planRetry(resolveOutcome(payload, options)).decision;
    assert.equal(decision({ step: "INVALID_MFA", nothing: 1 }), "escalate");
    assert.equal(decision({ status: "BRAND_NEW" }, { provider: "lean" }), "check_first");
    assert.equal(decision({ status: "BRAND_NEW" }, { provider: "lean", operation: "balances" }), "escalate");
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
  /** A callback of Lean: what has only a status names its sender only to its caller. */
  const lean = (payload) => resolveOutcome(payload, { provider: "lean" });
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
    assert.deepEqual(pick(fold([[lean({ status: "CANCELLED" }), 20]], failed)), ["abandoned", false]);
    assert.deepEqual(pick(fold([[lean({ status: "SUCCESS" }), 20]], failed)), ["succeeded", true]);
    assert.deepEqual(pick(fold([[lean({ status: "REDIRECT" }), 20]], failed)), ["handed_to_bank", true]);
    assert.deepEqual(pick(fold([[lean({ status: "SUCCESS" }), 5]], failed)), ["failed", false]);
    function pick({ verdict, error_over }) {
      return [verdict, error_over];
    }
  });

  test("is the same in whatever order timed inputs arrive, however often", () => {
    const inputs = [
      [FAILED, 10],
      [lean({ status: "SUCCESS" }), 10],
      [lean({ status: "CANCELLED" }), 12],
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
    const cancelled = lean({ status: "CANCELLED" });
    const state = fold([[lean({ status: "ERROR" }), 50], [cancelled], [cancelled]]);
    assert.deepEqual(summary(state), {
      ...{ verdict: "abandoned", because: "CANCELLED", error: "ERROR", error_over: false },
      ...{ changed_at: null, count: 2 },
    });
    const success = lean({ status: "SUCCESS" });
    const later = fold([[success, 40], [lean({ status: "REDIRECT" }), 50], [success, 60]], state);
    assert.deepEqual(later.entries.map(({ time, outcome }) => [time, outcome.verdict]), [
      [40, "succeeded"],
      [50, "handed_to_bank"],
      [50, "failed"],
      [null, "abandoned"],
      [60, "succeeded"],
    ]);
    assert.equal(fold([[cancelled]], later).entries.length, 6);
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
    const inputs = [[FAILED, 10], [lean({ status: "CANCELLED" })], [early]];
    const plain = (state) => JSON.parse(JSON.stringify(withRaw(state)));
    const stored = plain(fold(inputs));
    const last = [lean({ status: "SUCCESS" }), 20];
    assert.deepEqual(plain(fold([last], stored)), plain(fold([...inputs, last])));
    assert.equal(fold(inputs.slice(2), stored).entries.length, 3);
  });

  test("continues from one that was stored without what came", () => {
    const inputs = [[FAILED, 10], [lean({ status: "CANCELLED" })]];
    const stored = JSON.parse(JSON.stringify(fold(inputs)));
    const state = fold([[lean({ status: "SUCCESS" }), 20]], stored);
    assert.deepEqual([state.verdict, state.error.raw, state.error_over], ["succeeded", FAILED.secondary_status, true]);
    assert.deepEqual(state.entries.slice(0, 2).map(({ outcome }) => outcome.decoded.raw), [null, null]);
    assert.deepEqual(Object.keys(state.entries[0].outcome.decoded).filter((name) => ["raw", "data"].includes(name)), []);
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
