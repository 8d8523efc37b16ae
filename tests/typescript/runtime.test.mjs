/** What the runtime answers, on real codes and examples; the page "How linkcodes decides" says why. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EXAMPLES } from "./examples.mjs";
import { load, SPEC, vocabularies } from "./package.mjs";

const { classify, decode, resolveOutcome, planRetry, reduceState, withRaw } = await load("runtime");
const { createRuntime } = await load("engine");

const local = (id) => id.slice(id.indexOf(":") + 1);
const pick = (object, ...fields) => Object.fromEntries(fields.map((field) => [field, object[field]]));

/** Every example that its payload accepts. */
const accepted = EXAMPLES.filter(({ verdict }) => verdict === "accept");

describe("classify", () => {
  test("says of each listed value what the spec says", () => {
    const same = ["category", "actor", "phase", "ends", "severity", "confidence"];
    const absent = new Set(SPEC.taxonomy.operations.filter(({ user_absent }) => user_absent).map(({ id }) => id));
    for (const { provider, id, codes } of vocabularies())
      for (const code of codes) {
        const found = classify(provider, code.value, { vocabulary: local(id) });
        assert.equal(found.id, code.id);
        assert.equal(found.known, true);
        assert.equal(found.matched_by, "vocabulary");
        assert.equal(found.raw, code.value);
        assert.equal(found.page, code.page);
        for (const field of same) assert.equal(found[field], code[field] ?? null, `${code.id} ${field}`);
        assert.equal(found.operation, code.operation ?? code.names_operation ?? null, code.id);
        if (!code.category || absent.has(code.operation)) continue; // no user is there to enter something
        assert.deepEqual(pick(found, "actions", "retry"), pick(code, "actions", "retry"), code.id);
      }
  });

  test("takes the full id of a vocabulary, and that of no other provider", () => {
    assert.equal(classify("lean", "ERROR", { vocabulary: "lean:linksdk.status" }).matched_by, "vocabulary");
    const other = classify("lean", "INVALID_MFA", { vocabulary: "flinks:linksdk.secondary_status" });
    assert.deepEqual(pick(other, "matched_by", "confidence"), { matched_by: "code", confidence: "L" });
  });

  test("tells the two meanings of INVALID_LOGIN apart", () => {
    const ask = (options) => classify("flinks", "INVALID_LOGIN", { vocabulary: "api.code", ...options });
    const message = "  The LoginId provided is either invalid or does not belong to the CustomerId\n";
    assert.equal(ask({ message }).context, "login_id");
    assert.equal(ask({ message, operation: "login" }).context, "login_id");
    assert.equal(ask({ message }).matched_by, "context");
    assert.equal(ask({ operation: "login" }).context, "credentials");
    assert.equal(ask({ operation: "login" }).matched_by, "context");
    assert.equal(ask({ operation: "refresh" }).context, "stored");
    for (const nothing of [{}, { http_status: 401 }, { message: "?" }, { operation: "?" }])
      assert.deepEqual(pick(ask(nothing), "context", "matched_by", "category"), {
        context: "credentials",
        matched_by: "vocabulary",
        category: "credentials_invalid",
      });
  });

  test("turns what only a user can do into a reconnect where no user is there", () => {
    const found = classify("flinks", "QUESTION_NOT_FOUND", { vocabulary: "api.code", operation: "refresh" });
    assert.equal(found.operation, "refresh");
    assert.ok(found.actions.includes("reconnect"), found.actions.join());
    assert.equal(new Set(found.actions).size, found.actions.length);
    assert.ok(!found.actions.some((action) => /otp|question|credentials|approve/.test(action)));
    assert.notEqual(found.retry, "after_input");
  });

  test("lets no server repeat alone what moves money", () => {
    const { operations } = SPEC.taxonomy;
    const alone = [];
    for (const { provider, id, codes } of vocabularies())
      for (const code of codes.filter((item) => item.unattended_retry))
        alone.push([provider, code.value, { vocabulary: local(id) }]);
    assert.ok(alone.length);
    for (const [provider, value, options] of alone) {
      assert.equal(classify(provider, value, options).unattended_retry, true);
      for (const { id } of operations.filter((item) => item.moves_money))
        assert.equal(classify(provider, value, { ...options, operation: id }).unattended_retry, false);
    }
  });

  test("knows what no code means where the spec says it", () => {
    for (const nothing of [null, undefined, ""]) {
      const found = classify("flinks", nothing, { vocabulary: "api.code", http_status: 200 });
      assert.deepEqual(pick(found, "matched_by", "known", "category", "id", "raw"), {
        matched_by: "absent",
        known: true,
        category: "succeeded",
        id: null,
        raw: nothing,
      });
    }
    assert.equal(classify("flinks", null, { vocabulary: "api.code" }).matched_by, "none");
    assert.equal(classify("flinks", null, { http_status: 200 }).matched_by, "none");
    assert.equal(classify("flinks", 0, { vocabulary: "api.code", http_status: 200 }).matched_by, "none");
  });

  test("shows the choice where vocabularies disagree, and lets a message decide it", () => {
    const open = classify("flinks", "INVALID_LOGIN");
    assert.equal(open.matched_by, "code");
    assert.equal(open.confidence, "L");
    const both = ["flinks:api.code#INVALID_LOGIN", "flinks:connect.error#INVALID_LOGIN"];
    assert.deepEqual(open.candidates, both);
    const message = "The card number (username) or password provided is invalid";
    assert.deepEqual(classify("flinks", "INVALID_LOGIN", { message }).candidates, []);
  });

  test("guesses by message, prefix and status, in this order and never a success", () => {
    const message = "The LoginId provided is either invalid or does not belong to the CustomerId";
    const byMessage = classify("flinks", "NEW", { message, http_status: 503 });
    assert.deepEqual(pick(byMessage, "matched_by", "known", "confidence", "id", "category"), {
      matched_by: "message",
      known: false,
      confidence: "L",
      id: null,
      category: "invalid_request",
    });
    assert.deepEqual(byMessage.candidates, ["flinks:api.code#INVALID_LOGIN"]);
    const beside = { vocabulary: "linksdk.secondary_status", http_status: 503 };
    const byPrefix = classify("lean", "INVALID_MFA_SMS", beside);
    assert.deepEqual(pick(byPrefix, "matched_by", "category", "vocabulary", "summary"), {
      matched_by: "prefix",
      category: "challenge_failed",
      vocabulary: "linksdk.secondary_status",
      summary: null,
    });
    assert.equal(classify("lean", "ERROR_NEW").matched_by, "none", "one word is no prefix");
    const byStatus = classify("lean", "BRAND_NEW", { http_status: 503, operation: "payment" });
    assert.deepEqual(pick(byStatus, "matched_by", "category", "ends", "operation", "unattended_retry"), {
      matched_by: "http_status",
      category: "provider_error",
      ends: "session",
      operation: "payment",
      unattended_retry: false,
    });
    assert.equal(classify("flinks", "NEW", { message: "SUCCESS", http_status: 200 }).matched_by, "none");
  });

  test("fits a message whose parts differ from case to case", () => {
    const ask = (message) => classify("lean", "NEW", { message }).matched_by;
    const wrong = "The request is badly formatted or a parameter of the wrong type has been provided";
    const wanted = `${wrong}, field: `;
    assert.equal(ask(`${wanted}iban, value: 7.`), "message");
    assert.equal(ask(`${wanted}iban, value: 7`), "message"); // a period at the end does not count
    assert.equal(ask(`${wanted}iban, value 7.`), "none");
    assert.equal(ask(`${wanted}iban`), "none");
  });

  test("compares exactly", () => {
    assert.equal(classify("flinks", 602, { vocabulary: "fdx.error" }).known, true);
    for (const other of ["0602", 602.5, 602n, [602], new Number(602)])
      assert.equal(classify("flinks", other, { vocabulary: "fdx.error" }).known, false);
    assert.equal(classify("lean", "invalid_mfa").known, false);
    assert.ok(Object.is(classify("argyle", -0, { vocabulary: "bank_account.aggregation_code" }).raw, -0));
  });

  test("gives answers that cannot be changed", () => {
    const found = classify("lean", "INVALID_MFA");
    assert.throws(() => found.actions.push("none"), TypeError);
    assert.throws(() => (found.actor = "nobody"), TypeError);
  });
});

describe("decode", () => {
  test("recognizes the examples of each provider, as object, text and bytes", () => {
    for (const { provider, payload, value, name } of accepted) {
      const found = decode(value);
      assert.ok([provider, null].includes(found.provider), `${payload}/${name}`);
      assert.equal(decode(value, { provider, payload }).payload, payload);
      const text = JSON.stringify(value);
      const bytes = new TextEncoder().encode(text);
      for (const [input, source] of [[text, "json"], [`\ufeff ${text}\n`, "json"], [bytes, "json"]])
        assert.deepEqual({ ...withRaw(decode(input)), raw: value }, { ...withRaw(found), source, raw: value });
      assert.equal(found.raw, value);
      assert.equal(found.data, value);
    }
  });

  test("puts the one to act on first", () => {
    const ids = (value) => decode(value).classifications.map(({ raw }) => raw);
    assert.deepEqual(ids({ step: "APP_MOUNTED", flinksCode: "INVALID_LOGIN" })[0], "INVALID_LOGIN");
    assert.deepEqual(ids({ status: "CANCELLED", secondary_status: "REQUIRES_LOGIN_MFA" })[0], "CANCELLED");
    assert.deepEqual(ids({ status: "ERROR", secondary_status: "INVALID_MFA" }), ["INVALID_MFA", "ERROR"]);
  });

  test("reads a text beside a code and the status of the answer", () => {
    const found = decode({
      HttpStatusCode: 401,
      FlinksCode: "INVALID_LOGIN",
      Message: "The LoginId provided is either invalid or does not belong to the CustomerId",
    });
    assert.equal(found.head.context, "login_id");
    const errors = [
      { code: "account_closed", message: "x" },
      { code: "generic_error", message: "y" },
    ];
    assert.equal(decode({ status: { state: "error", errors } }).classifications.length, 3);
  });

  test("reads a callback URL and a bare query", () => {
    const url = "myapp://link?status=ERROR&secondary_status=OLD#secondary_status=INVALID%5FMFA&__proto__=x";
    const found = decode(url);
    assert.deepEqual(pick(found, "source", "provider", "raw"), { source: "url", provider: "lean", raw: url });
    assert.equal(found.head.raw, "INVALID_MFA");
    assert.deepEqual(Object.keys(found.data), ["status", "secondary_status", "__proto__"]);
    assert.equal(decode("?status=CANCELLED&message=a+b").data.message, "a b");
    assert.equal(decode("myapp://link?status").source, "none");
  });

  test("reads a bare code, and codes, objects and URLs in a text", () => {
    assert.deepEqual(pick(decode(" CARD_IN_USE\n"), "source", "provider", "payload", "known", "data"), {
      source: "code",
      provider: "flinks",
      payload: null,
      known: true,
      data: "CARD_IN_USE",
    });
    const providers = decode("INVALID_CREDENTIALS").classifications.map(({ provider }) => provider);
    assert.equal(new Set(providers).size, providers.length);
    const words = decode("10:32 ERROR the bank said INVALID_MFA. Then ERROR, INVALID_MFA.");
    assert.deepEqual(pick(words, "source", "data"), { source: "text", data: ["INVALID_MFA"] });
    const log = 'log {not json} {"a":1} {"flinksCode":"RETRY_LATER","t":"}"} end';
    assert.equal(decode(log).head.raw, "RETRY_LATER");
    assert.equal(decode("went to (myapp://cb?status=CANCELLED), then left", { provider: "lean" }).verdict, "abandoned");
    assert.equal(decode("nothing here").source, "none");
    assert.equal(decode("nothing here").data, "nothing here");
  });

  test("reads only what was declared", () => {
    const inherited = Object.create({ status: "ERROR", secondary_status: "INVALID_MFA" });
    assert.equal(decode(inherited).provider, null);
    const errors = Array.from({ length: 3_000 }, () => ({ code: "generic_error" }));
    const many = { status: { errors }, report: { type: "x" } };
    assert.ok(decode(many).classifications.length <= 1_002);
  });
});

describe("decode, of what a platform offers", () => {
  test("reads a URL and its parameters as the text that they are", () => {
    const url = new URL("myapp://done?status=ERROR&secondary_status=INVALID_MFA");
    const lone = new URLSearchParams("status=ERROR&secondary_status=\ud800");
    const inputs = [[url, "INVALID_MFA"], [url.searchParams, "INVALID_MFA"], [lone, "\ufffd"]];
    for (const [input, value] of inputs) {
      const found = decode(input, { provider: "lean" });
      assert.deepEqual([found.source, found.provider, found.raw], ["url", "lean", input]);
      assert.equal(found.data.secondary_status, value);
    }
    assert.equal(decode(new URL("https://app.example/")).source, "none");
    assert.equal(decode(new URLSearchParams()).source, "none");
    const fields = Object.assign(new URL("x:y?status=ERROR"), { status: "SUCCESS" });
    assert.equal(decode(fields, { provider: "lean" }).head.raw, "SUCCESS", "an object with fields is a payload");
    assert.equal(decode(Object.create(url)).source, "payload", "what only inherits from a URL is none");
  });

  test("takes what it returned before in place of the input", () => {
    const input = { status: "ERROR", secondary_status: "INVALID_MFA" };
    const outcome = resolveOutcome(input);
    for (const before of [outcome, outcome.decoded, decode(input), { ...outcome }]) {
      assert.deepEqual(resolveOutcome(before), outcome);
      assert.deepEqual(decode(before), outcome.decoded);
      assert.deepEqual(reduceState(null, before), reduceState(null, input));
    }
  });
});

describe("what the types promise", () => {
  const answers = [
    ...accepted.map(({ value }) => resolveOutcome(value)),
    ...vocabularies().flatMap(({ codes }) => codes.map(({ value }) => resolveOutcome(`${value}`))),
    ...["INVALID_MFA_X.Y", "?status=X", "?FlinksCode=&HttpStatusCode=500", "", "{}"].map(resolveOutcome),
  ];
  const classifications = [
    ...answers.flatMap(({ decoded }) => decoded.classifications),
    ...[400, 401, 429, 500, 200].map((http_status) => classify("lean", "?", { http_status })),
    classify("flinks", null, { vocabulary: "api.code", http_status: 200 }),
  ];

  test("of a classification", () => {
    const kinds = { known: 0, member: 0, guessed: 0, unlisted: 0 };
    for (const { known, category, actions, phase, ...found } of classifications) {
      const kind = !category ? "member" : category === "unknown" ? "unlisted" : known ? "known" : "guessed";
      kinds[kind] += 1;
      assert.equal(known, kind === "known" || kind === "member");
      assert.equal(found.matched_by === "none", kind === "unlisted");
      assert.equal(actions.length > 0, kind !== "member");
      assert.equal(typeof found.unattended_retry, "boolean");
      const filled = category && known ? [phase, found.ends, found.retry] : [];
      for (const text of [found.summary, found.page, ...filled]) assert.equal(text !== null, known);
      if (kind === "guessed") assert.deepEqual([found.confidence, phase === "success"], ["L", false]);
    }
    for (const [kind, count] of Object.entries(kinds)) assert.ok(count > 0, kind);
  });

  test("of an outcome: where there is a verdict, there is what decided", () => {
    for (const { verdict, because } of answers)
      if (verdict !== "unknown") assert.ok(because.category && because.category !== "unknown", verdict);
  });

  test("of a plan: what may be repeated has a time for it, and what never waits has none", () => {
    for (const subject of classifications)
      for (const retry_after_s of [undefined, 7]) {
        const { decision, delay_s } = planRetry(subject, { retry_after_s });
        const mayWait = decision === "wait" || decision === "check_first";
        const pauses = decision === "retry" || (decision === "ask_user" && subject.retry === "after_delay");
        assert.equal(delay_s !== null, pauses || (mayWait && retry_after_s === 7), decision);
      }
  });
});

describe("resolveOutcome", () => {
  const verdicts = [
    [{ status: "SUCCESS" }, "succeeded", "SUCCESS", null],
    [{ status: "SUCCESS", secondary_status: null }, "succeeded", "SUCCESS", null],
    [{ status: "SUCCESS", secondary_status: "BRAND_NEW" }, "succeeded", "SUCCESS", null],
    [{ status: "SUCCESS", secondary_status: "REQUIRES_LOGIN_MFA" }, "waiting", "REQUIRES_LOGIN_MFA", null],
    [{ status: "ERROR", secondary_status: "INVALID_MFA" }, "failed", "INVALID_MFA", null],
    [{ status: "ERROR", secondary_status: "REQUIRES_LOGIN_MFA" }, "failed", "ERROR", "REQUIRES_LOGIN_MFA"],
    [
      { status: "CANCELLED", secondary_status: "REQUIRES_LOGIN_MFA", exit_point: "X" },
      ...["abandoned", "CANCELLED", "REQUIRES_LOGIN_MFA"],
    ],
    [{ status: "CANCELLED", exit_point: "MFA" }, "abandoned", "CANCELLED", "MFA"],
    [{ status: "CANCELLED", exit_point: "" }, "abandoned", "CANCELLED", null],
    [{ status: "CANCELLED", secondary_status: "INVALID_MFA" }, "abandoned", "INVALID_MFA", null],
    [{ status: "REDIRECT" }, "handed_to_bank", "REDIRECT", null],
    [{ status: "LINK_CLOSED_PROGRAMMATICALLY" }, "closed_by_host", "LINK_CLOSED_PROGRAMMATICALLY", null],
    [{ status: "NEW", secondary_status: "INVALID_MFA" }, "failed", "INVALID_MFA", null],
    [{ secondary_status: "REQUIRES_LOGIN_MFA" }, "waiting", "REQUIRES_LOGIN_MFA", null],
    [{ status: "NEW" }, "unknown", "NEW", null],
    [{ flinksCode: "INVALID_LOGIN", institution: "X" }, "failed", "INVALID_LOGIN", null],
    ["REDIRECT", "handed_to_bank", "REDIRECT", null],
    [{ some: "thing" }, "unknown", null, null],
  ];
  for (const [input, verdict, because, step] of verdicts)
    test(`${JSON.stringify(input)} is ${verdict}`, () => {
      const found = resolveOutcome(input, { provider: input.flinksCode ? "flinks" : "lean" });
      assert.deepEqual([found.verdict, found.because?.raw ?? null, found.step], [verdict, because, step]);
      assert.equal(found.contradictory, false);
      assert.equal(found.decoded.verdict, verdict);
      if (found.because) assert.equal(found.decoded.head, found.because);
    });

  test("a success that names a failure contradicts itself", () => {
    const found = resolveOutcome({ status: "SUCCESS", secondary_status: "INVALID_MFA" });
    assert.deepEqual(pick(found, "verdict", "contradictory"), { verdict: "succeeded", contradictory: true });
    assert.equal(found.because.raw, "INVALID_MFA");
  });
});

describe("createRuntime", () => {
  test("knows the providers that it was given and no other", async () => {
    const { rules } = await load("flinks/rules");
    const one = createRuntime([rules]);
    assert.deepEqual(one.classify("flinks", "RETRY_LATER"), classify("flinks", "RETRY_LATER"));
    assert.equal(one.classify("lean", "INVALID_MFA").category, "unknown");
    assert.equal(one.decode({ secondary_status: "INVALID_MFA" }).provider, null);
    assert.equal(one.planRetry("RETRY_LATER").decision, planRetry("RETRY_LATER").decision);
    assert.equal(one.reduceState(null, "RETRY_LATER").verdict, reduceState(null, "RETRY_LATER").verdict);
  });
});
