/** The runtime on what no provider ever sends: it never throws, and never loses what came. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load, UNLISTED } from "./package.mjs";

const { classify, decode, resolveOutcome, planRetry, reduceState } = await load("runtime");

const refuse = () => {
  throw new Error("never ask me");
};
const traps = "get has ownKeys getOwnPropertyDescriptor getPrototypeOf set apply construct".split(" ");
const hostile = (target) => new Proxy(target, Object.fromEntries(traps.map((trap) => [trap, refuse])));
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const getter = (...keys) =>
  Object.defineProperties(
    {},
    Object.fromEntries(keys.map((key) => [key, { get: refuse, enumerable: true }])),
  );
const cycle = () => {
  const loop = { status: "ERROR" };
  return Object.assign(loop, { self: loop, list: [loop], secondary_status: loop });
};
const deep = (depth) => {
  let nest = { status: "ERROR" };
  for (let level = 0; level < depth; level++) nest = level % 2 ? [nest] : { payload: nest, data: nest };
  return nest;
};
const shared = () => {
  let nest = ["x"];
  for (let level = 0; level < 60; level++) nest = [nest, nest];
  return nest;
};
const lies = { toString: refuse, valueOf: refuse, toJSON: refuse };
const liar = (text) => Object.assign(Object.create({ status: "ERROR" }), lies, { text });
const fields = [
  ...["status", "secondary_status", "step", "flinksCode", "type", "event"],
  ...["decoded", "matched_by", "classifications", "entries"],
];

const INPUTS = {
  ...Object.fromEntries(UNLISTED.map((value, index) => [`unlisted ${index}`, value])),
  "a hostile object": hostile({ status: "ERROR" }),
  "a hostile array": hostile([]),
  "a hostile function": hostile(() => ""),
  "a revoked object": revoked({}),
  "a revoked array": revoked([]),
  "fields that are hostile": Object.fromEntries(fields.map((key) => [key, hostile({})])),
  "fields that are revoked": Object.fromEntries(fields.map((key) => [key, revoked([])])),
  "getters": getter(...fields),
  "a cycle": cycle(),
  "a deep value": deep(100_000),
  "what shares parts": shared(),
  "an array of any length": Object.assign([], { length: 4_294_967_295 }),
  "an array of payloads": [{ status: "ERROR" }],
  "a liar": liar("x"),
  "deep JSON": "[".repeat(100_000) + "]".repeat(100_000),
  "deep JSON of objects": '{"payload":'.repeat(100_000) + "1" + "}".repeat(100_000),
  "broken JSON": '{"status":"ERROR"',
  "many braces": "{".repeat(1_000_000),
  "many quotes": '{"'.repeat(500_000),
  "many schemes": "a://".repeat(200_000),
  "a long scheme": `${"a".repeat(4_900_000)}://x`,
  "many words": "A_B ".repeat(300_000),
  "many dots": ".".repeat(4_000_000),
  "a long text": "x".repeat(10_000_000),
  "a long code": "INVALID_MFA_".repeat(800_000),
  "a long query": `?${"status=ERROR&".repeat(300_000)}`,
  "lone surrogates": "\ud800 \udfff INVALID_MFA \ud800",
  "a broken escape": "x:y?status=%E0%A4%A&%=%",
  "a field named __proto__": JSON.parse('{"__proto__":{"status":"ERROR"},"constructor":1,"toString":2}'),
  "bytes": new TextEncoder().encode("INVALID_MFA"),
  "bytes that are not UTF-8": new Uint8Array([0xff, 0xfe, 0x7b]),
  "a buffer": Buffer.from('{"status":"ERROR"}'),
  "an ArrayBuffer": new TextEncoder().encode("?status=ERROR").buffer,
  "a DataView": new DataView(new ArrayBuffer(3)),
  "a shared buffer": new Uint8Array(new SharedArrayBuffer(8)),
  "memory that is gone": detached(),
  "floats": new Float64Array([NaN]),
  "a map": new Map([["status", "ERROR"]]),
  "a date": new Date(),
  "an error": new Error("INVALID_MFA"),
  "a frozen payload": Object.freeze({ status: "ERROR" }),
  "strings as objects": new String("INVALID_MFA"),
  "a huge number": 10n ** 5_000n,
  "symbols as keys": { [Symbol.toPrimitive]: refuse, [Symbol.iterator]: refuse, [Symbol.toStringTag]: "URL" },
  "a URL": new URL("x:y?status=ERROR"),
  "a URL that refuses": Object.defineProperty(new URL("x:y?status=ERROR"), "href", { get: refuse }),
  "a hostile URL": hostile(new URL("x:y?status=ERROR")),
  "no URL": Object.create(URL.prototype),
  "parameters": new URLSearchParams("status=ERROR"),
  "many parameters": new URLSearchParams("status=ERROR&".repeat(100_000)),
};

function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** Whether two values are the same, where nothing may be asked of them. */
const same = (left, right) => assert.ok(Object.is(left, right));

describe("on any input", () => {
  for (const [name, input] of Object.entries(INPUTS)) {
    test(`${name} as input`, () => {
      same(decode(input).raw, input);
      same(resolveOutcome(input).decoded.raw, input);
      assert.equal(typeof planRetry(input).decision, "string");
      const once = reduceState(null, input);
      same(once.entries[0].outcome.decoded.raw, input);
      assert.equal(reduceState(once, input).entries.length, 1);
      assert.equal(reduceState(input, "x").entries.length, 1, "it is no state");
    });

    test(`${name} as code, provider, vocabulary and option`, () => {
      same(classify("lean", input, { vocabulary: "linksdk.status" }).raw, input);
      const all = { vocabulary: input, message: input, http_status: input, operation: input };
      same(classify(input, input, all).raw, input);
      const listed = classify("lean", "ERROR", { ...all, vocabulary: "linksdk.status" });
      assert.equal(listed.category, "provider_error");
      assert.equal(classify("lean", "INVALID_MFA", input).raw, "INVALID_MFA");
      assert.equal(typeof planRetry("INVALID_MFA", input).decision, "string");
      const plan = planRetry("INVALID_MFA", { attempts: input, operation: input, retry_after_s: input });
      assert.equal(plan.decision, "ask_user");
      assert.equal(reduceState(null, "x", input).entries.length, 1);
      assert.equal(reduceState(null, "x", { at: input }).entries.length, 1);
    });

    test(`${name} inside a payload, a result and a state`, () => {
      for (const key of fields) {
        const payload = { status: "ERROR", [key]: input };
        same(decode(payload).data, payload);
        planRetry(payload);
        reduceState(payload, payload);
      }
      for (const key of ["category", "actions", "retry", "phase", "challenge", "operation"])
        assert.ok(planRetry({ ...classify("lean", "INVALID_MFA"), [key]: input }).decision);
      const entry = { time: 1, outcome: { verdict: input, because: input, decoded: { data: input } } };
      const judged = { time: 1, outcome: { verdict: "failed", because: null, decoded: { data: input } } };
      for (const entries of [input, [input], [entry], [judged], [{ ...entry, outcome: input }]])
        assert.ok(reduceState({ error_over: false, entries }, { status: "ERROR" }).entries.length > 0);
    });
  }

  test("inherited names find nothing", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      assert.equal(classify(name, name, { vocabulary: name, operation: name }).category, "unknown");
      assert.equal(classify("lean", name, { vocabulary: name, operation: name }).category, "unknown");
      assert.equal(decode(name).source, "none");
      assert.equal(planRetry({ matched_by: "none", category: name }).reason, "no_outcome");
    }
  });

  test("an outcome that was changed counts by what was decoded", () => {
    const changed = { ...resolveOutcome("INVALID_MFA"), verdict: "succeeded", because: hostile({}) };
    assert.deepEqual(resolveOutcome(changed), resolveOutcome("INVALID_MFA"));
    assert.equal(planRetry(changed).reason, "no_outcome");
  });

  test("no getter runs and nothing is changed", () => {
    let asked = 0;
    const status = { get: () => ++asked, enumerable: true };
    const payload = Object.defineProperty({ secondary_status: "INVALID_MFA" }, "status", status);
    assert.equal(decode(payload).head.raw, "INVALID_MFA");
    reduceState(reduceState(null, payload), payload);
    assert.equal(asked, 0);
  });
});
