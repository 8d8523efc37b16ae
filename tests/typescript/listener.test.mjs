/** What the listener makes of real payloads. */

import assert from "node:assert/strict";
import { after, before, describe, mock, test } from "node:test";
import { examplesOf } from "./examples.mjs";
import { SPEC, load } from "./package.mjs";
import { ORIGIN, start } from "./window.mjs";

const { decode, listen } = await load("listener");
const { connectEvent } = await load("flinks/events");
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
        kind: "recognized",
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
      assert.equal(events[0].kind, "recognized");
      assert.equal(events[0].known, false);
      assert.deepEqual(events[0].codes, [
        { vocabulary: "flinks:connect.error", pointer: "/flinksCode", known: false, value },
      ]);
    }
  });

  test("a message that is something else, as unrecognized", () => {
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
      assert.equal(event.kind, "unrecognized");
      assert.deepEqual([event.payload, event.known, event.codes, event.origin], [null, false, [], ORIGIN]);
    }
    assert.equal(events[1].data, "hello");
    assert.equal(events.at(-1).data, others.at(-1));
  });

  test("a payload that is recognized by a value, and another with the same field", () => {
    const descriptor = {
      payload: "a:b",
      channel: "callback",
      recognize: [{ pointer: "/event", equals: "x" }, { pointer: "/a~1b/*/~0id" }],
      codes: {},
    };
    const kinds = [
      { event: "x" },
      { event: "y" },
      { event: ["x"] },
      { "a/b": [{}, { "~id": null }] },
      { "a/b": { "~id": 1 } },
      { "a/b": [] },
    ];
    assert.deepEqual(
      kinds.map((data) => decode(descriptor, data).kind),
      ["recognized", "unrecognized", "unrecognized", "recognized", "unrecognized", "unrecognized"],
    );
  });

  test("a field that is there but null, without a code", () => {
    const event = decode(linkCallback, { status: null, secondary_status: null });
    assert.deepEqual([event.kind, event.known, event.codes], ["recognized", true, []]);
  });
});

describe("several widgets behind one listener", () => {
  const codes = (event) => event.codes.map((code) => [code.pointer, code.value, code.known]);
  const failure = {
    status: "ERROR",
    secondary_status: "INVALID_MFA",
    message: null,
    bank: { bank_identifier: "LEA1", is_supported: true },
  };

  test("hand on what is posted and what is called back as the same kind of event", () => {
    const { callback, events, post } = start({}, [connectEvent, linkCallback]);
    post({ flinksCode: "INVALID_PASSWORD" });
    callback(failure);
    assert.deepEqual(
      events.map(({ kind, payload, known, origin }) => [kind, payload, known, origin]),
      [
        ["recognized", "flinks:connect.event", true, ORIGIN],
        ["recognized", "lean:linksdk.callback", true, null],
      ],
    );
    assert.deepEqual(events.flatMap(codes), [
      ["/flinksCode", "INVALID_PASSWORD", true],
      ["/status", "ERROR", true],
      ["/secondary_status", "INVALID_MFA", true],
    ]);
  });

  test("are not mixed up: no page can post a callback, nor call back a posted event", () => {
    const { callback, events, post } = start({}, [connectEvent, linkCallback]);
    post(failure);
    callback({ step: "REDIRECT" });
    callback(undefined);
    assert.deepEqual(
      events.map(({ kind, data }) => [kind, data]),
      [failure, { step: "REDIRECT" }, undefined].map((data) => ["unrecognized", data]),
    );
  });

  test("take the first descriptor that recognizes the message", () => {
    const other = { ...linkCallback, payload: "a:b", codes: {} };
    assert.equal(decode([other, linkCallback], failure).payload, "a:b");
    assert.equal(decode([connectEvent, linkCallback, other], failure).payload, "lean:linksdk.callback");
    assert.equal(decode([], failure).kind, "unrecognized");
  });

  test("need neither an origin nor a window when all of them only call back", () => {
    const events = [];
    const { callback, stop } = listen(linkCallback, { onEvent: (event) => events.push(event) });
    callback(failure);
    stop();
    callback({ status: "SUCCESS" });
    assert.deepEqual(events.map(codes), [
      [
        ["/status", "ERROR", true],
        ["/secondary_status", "INVALID_MFA", true],
      ],
    ]);
  });
});

describe("a repeat", () => {
  let time = 0;
  before(() => mock.method(performance, "now", () => time));
  after(() => mock.restoreAll());

  /** Posts messages, each so many milliseconds after the one before; returns what was handed on. */
  const heard = (...messages) => {
    const { callback, events, post } = start({}, [connectEvent, linkCallback]);
    for (const [wait, data, from] of messages) {
      time += wait;
      if (from === "callback") callback(data);
      else post(data, from);
    }
    return events.map((event) => event.data);
  };
  const failed = { flinksCode: "INVALID_PASSWORD", requestId: "4b2c5ce4" };
  const redirect = { step: "REDIRECT", loginId: "x" };

  test("is dropped, as an object and as text", () => {
    assert.deepEqual(heard([0, failed], [1, { ...failed }], [998, failed]), [failed]);
    assert.deepEqual(heard([0, failed], [0, JSON.stringify(failed, null, 2)]), [failed]);
  });

  test("from an SDK is another attempt, which may fail as fast as the one before", () => {
    const refused = { status: "ERROR", message: "invalid token" };
    assert.deepEqual(heard([0, refused, "callback"], [0, refused, "callback"]), [refused, refused]);
    assert.deepEqual(heard([0, failed], [0, refused, "callback"], [0, failed]), [failed, refused]);
  });

  test("is no second attempt: the same failure later, or after another step, counts", () => {
    assert.deepEqual(heard([0, failed], [1_000, failed]), [failed, failed]);
    const submit = { step: "SUBMIT_CREDENTIAL" };
    assert.deepEqual(heard([0, failed], [1, submit], [1, failed]), [failed, submit, failed]);
  });

  test("is handed on where the page asks for it", () => {
    const { events, post } = start({ repeats: true });
    for (let turn = 0; turn < 3; turn++) post(failed);
    assert.equal(events.length, 3);
    const dropped = start({ repeats: false });
    for (let turn = 0; turn < 3; turn++) dropped.post(failed);
    assert.equal(dropped.events.length, 1);
  });

  test("does not push the end of its second away", () => {
    const messages = Array.from({ length: 25 }, () => [100, failed]);
    assert.equal(heard(...messages).length, 3);
  });

  test("says exactly the same, from the same sender", () => {
    const other = { ...redirect, loginId: "y" };
    assert.deepEqual(heard([0, redirect], [0, other]), [redirect, other]);
    const windows = [new EventTarget(), new EventTarget()];
    assert.equal(heard(...windows.map((source) => [0, redirect, { source }])).length, 2);
    assert.equal(heard([0, redirect], [0, redirect, "callback"]).length, 2);
    const origin = [ORIGIN, "https://demo.flinks.com"];
    const { events, post } = start({ origin });
    for (const from of origin) post(redirect, { origin: from });
    assert.equal(events.length, 2);
  });

  test("of what is not recognized is handed on, too", () => {
    assert.deepEqual(heard([0, "hello"], [0, "hello"]), ["hello", "hello"]);
    assert.deepEqual(heard([0, redirect], [0, "hello"], [0, redirect]), [redirect, "hello"]);
  });

  test("of what is too large to be compared, or cannot be, is handed on", () => {
    const large = { step: "x".repeat(100_001) };
    const many = { step: Array(1_001).fill(0) };
    const endless = { step: "x", list: [] };
    endless.list.length = 4_294_967_295;
    const cyclic = { step: "x" };
    cyclic.self = cyclic;
    for (const data of [large, many, endless, cyclic, { step: 10n }])
      assert.equal(heard([0, data], [0, data]).length, 2);
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
      const examples = examplesOf(payload.id);
      const read = (verdict) => examples.filter((item) => item.verdict === verdict).map(({ value }) => value);
      assert.notEqual(read("accept").length, 0);
      for (const example of read("accept")) {
        for (const message of [example, JSON.stringify(example)]) {
          const event = decode(descriptor, message);
          // Without any sign, such as a query without parameters, only the channel tells what it is.
          const signed = payload.recognize.some(({ pointer }) => pointer.split("/")[1] in example);
          const expected = signed ? ["recognized", true, example] : ["unrecognized", false, example];
          assert.deepEqual([event.kind, event.known, event.data], expected);
        }
      }
      for (const example of read("unlisted")) assert.equal(decode(descriptor, example).kind, "recognized");
      for (const example of read("reject")) decode(descriptor, example);
    });
  }
});
