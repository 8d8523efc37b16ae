/** What the listener makes of real payloads. */

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SPEC, load, readJson } from "./package.mjs";
import { ORIGIN, reported, start } from "./window.mjs";

const EXAMPLES = fileURLToPath(new URL("../../spec/examples/", import.meta.url));

const { decode, handleCallback } = await load("listener");
const { linkCallback } = await load("lean/events");

describe("what it hands on", () => {
  test("a listed error code, from an object", () => {
    const { events, post } = start();
    const data = {
      requestId: "4b2c5ce4-0d9e-4d6c-9c1c-6d1f6f8b8a01",
      flinksCode: "INVALID_LOGIN",
      institution: "FlinksCapital",
    };
    post(data);
    assert.deepEqual(events, [
      {
        kind: "recognised",
        payload: "flinks:connect.event",
        known: true,
        codes: [
          { vocabulary: "flinks:connect.error", pointer: "/flinksCode", known: true, value: "INVALID_LOGIN" },
        ],
        data,
        origin: ORIGIN,
      },
    ]);
  });

  test("a step, from a JSON string", () => {
    const { events, post } = start();
    post('{"step": "REDIRECT", "loginId": "x"}');
    assert.deepEqual(
      events[0].codes.map((code) => [code.vocabulary, code.value, code.known]),
      [["flinks:connect.step", "REDIRECT", true]],
    );
    assert.deepEqual(events[0].data, { step: "REDIRECT", loginId: "x" });
  });

  test("a code that is not listed, as unknown and untouched", () => {
    for (const value of ["BRAND_NEW", "__proto__", "constructor", 7, { a: 1 }, "", false]) {
      const { events, post } = start();
      post({ flinksCode: value });
      assert.equal(events[0].kind, "recognised");
      assert.equal(events[0].known, false);
      assert.deepEqual(events[0].codes, [
        { vocabulary: "flinks:connect.error", pointer: "/flinksCode", known: false, value },
      ]);
    }
  });

  test("a message that is something else, as unrecognised", () => {
    const { events, post } = start();
    const cyclic = {};
    cyclic.self = cyclic;
    const others = [
      "",
      "hello",
      "{",
      "[]",
      "null",
      "7",
      '"step"',
      7,
      null,
      undefined,
      [],
      {},
      cyclic,
      () => "",
      10n,
      Symbol("x"),
      new Map([["step", "x"]]),
    ];
    for (const data of others) post(data);
    assert.equal(events.length, others.length);
    for (const event of events) {
      assert.equal(event.kind, "unrecognised");
      assert.deepEqual([event.payload, event.known, event.codes, event.origin], [null, false, [], ORIGIN]);
    }
    assert.equal(events[1].data, "hello");
    assert.equal(events.at(-1).data, others.at(-1));
  });

  test("a payload that is recognised by a value, and another with the same field", () => {
    const descriptor = {
      payload: "a:b",
      recognise: [{ path: ["event"], equals: "x" }, { path: ["a/b", "*", "id"] }],
      codes: [],
    };
    const kinds = [
      { event: "x" },
      { event: "y" },
      { event: ["x"] },
      { "a/b": [{}, { id: null }] },
      { "a/b": { id: 1 } },
      { "a/b": [] },
    ];
    assert.deepEqual(
      kinds.map((data) => decode(descriptor, data).kind),
      ["recognised", "unrecognised", "unrecognised", "recognised", "unrecognised", "unrecognised"],
    );
  });

  test("a field that is there but null, without a code", () => {
    const event = decode(linkCallback, { status: null, secondary_status: null });
    assert.deepEqual([event.kind, event.known, event.codes], ["recognised", true, []]);
  });
});

describe("a callback", () => {
  test("reads what an SDK hands over", () => {
    const events = [];
    const callback = handleCallback(linkCallback, (event) => events.push(event));
    callback({
      status: "ERROR",
      secondary_status: "INVALID_MFA",
      message: null,
      bank: { bank_identifier: "LEA1", is_supported: true },
    });
    callback(undefined);
    assert.deepEqual(
      events[0].codes.map((code) => [code.pointer, code.value, code.known]),
      [
        ["/status", "ERROR", true],
        ["/secondary_status", "INVALID_MFA", true],
      ],
    );
    assert.equal(events[0].origin, null);
    assert.equal(events[1].kind, "unrecognised");
  });

  test("never throws into the SDK", () => {
    const callback = handleCallback(linkCallback, () => {
      throw new Error("in the application");
    });
    assert.equal(reported(() => callback({ status: "SUCCESS" })).length, 1);
  });
});

describe("the examples of the spec", () => {
  const received = SPEC.providers.flatMap(({ id, payloads }) =>
    payloads
      .filter(({ channel }) => ["callback", "post_message"].includes(channel))
      .map((payload) => [id, payload]),
  );
  for (const [provider, payload] of received) {
    test(payload.id, async () => {
      const descriptor = Object.values(await load(`${provider}/events`)).find(
        (item) => item.payload === payload.id,
      );
      const folder = `${EXAMPLES}${payload.id.replace(":", "/")}`;
      const read = (verdict) =>
        existsSync(`${folder}/${verdict}`)
          ? readdirSync(`${folder}/${verdict}`).map((name) => readJson(`${folder}/${verdict}/${name}`))
          : [];
      assert.notEqual(read("accept").length, 0);
      for (const example of read("accept")) {
        for (const message of [example, JSON.stringify(example)]) {
          const event = decode(descriptor, message);
          // Without any sign, such as a query without parameters, only the channel tells what it is.
          const signed = payload.recognise.some(({ pointer }) => pointer.split("/")[1] in example);
          const expected = signed ? ["recognised", true, example] : ["unrecognised", false, example];
          assert.deepEqual([event.kind, event.known, event.data], expected);
        }
      }
      for (const example of read("unlisted")) assert.equal(decode(descriptor, example).kind, "recognised");
      for (const example of read("reject")) decode(descriptor, example);
    });
  }
});
