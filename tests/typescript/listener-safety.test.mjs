/** The listener against senders and pages that mean harm, and applications that fail. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { DIR, load } from "./package.mjs";
import { ORIGIN, reported, start } from "./window.mjs";

const { decode, listen } = await load("listener");
const { connectEvent } = await load("flinks/events");
const { linkCallback } = await load("lean/events");

describe("whom it believes", () => {
  test("only the exact origin", () => {
    const { events, post } = start();
    const strangers = [
      "",
      "null",
      "*",
      `${ORIGIN}.evil.example`,
      `${ORIGIN}/`,
      `${ORIGIN}:8443`,
      ORIGIN.replace("https", "http"),
      ORIGIN.toUpperCase(),
      "https://evil.example",
      "https://private.fin.ag",
      "https://x.private.fin.ag",
      null,
      { toString: () => ORIGIN },
      [ORIGIN],
    ];
    for (const origin of strangers) post({ step: "REDIRECT" }, { origin });
    assert.deepEqual(events, []);
  });

  test("any origin of a list, as it was when the listener started", () => {
    const origin = [ORIGIN, "https://demo.flinks.com"];
    const { events, post } = start({ origin });
    origin.push("https://evil.example");
    for (const from of [...origin, "https://flinks.com"]) post({ step: "REDIRECT" }, { origin: from });
    assert.deepEqual(
      events.map((event) => event.origin),
      [ORIGIN, "https://demo.flinks.com"],
    );
  });

  test("only the given window", () => {
    const frame = { contentWindow: null };
    const widget = new EventTarget();
    const { events, post } = start({ source: () => frame.contentWindow });
    post({ step: "REDIRECT" }, { source: null });
    frame.contentWindow = widget;
    post({ step: "REDIRECT" }, { source: new EventTarget() });
    assert.equal(events.length, 0);
    post({ step: "REDIRECT" }, { source: widget });
    assert.equal(events.length, 1);
    const element = { contentWindow: null };
    for (const source of [element, () => element]) {
      const { events: heard, post: send } = start({ source, repeats: true });
      element.contentWindow = null;
      for (const sender of [null, undefined, widget, element]) send({ step: "REDIRECT" }, { source: sender });
      assert.equal(heard.filter(({ kind }) => kind === "recognized").length, 1, "the element itself alone");
      element.contentWindow = widget;
      send({ step: "REDIRECT" }, { source: widget });
      send({ step: "REDIRECT" }, { source: new EventTarget() });
      assert.equal(heard.length, 2, "an iframe speaks by the window that it has now");
    }
    const foreign = new Proxy({}, {
      get: () => {
        throw new Error("a window of another origin says nothing");
      },
    });
    const guarded = start({ source: foreign });
    assert.deepEqual(reported(() => guarded.post({ step: "REDIRECT" }, { source: widget })), []);
    guarded.post({ step: "REDIRECT" }, { source: foreign });
    assert.equal(guarded.events.length, 1);
    const fixed = start({ source: widget });
    fixed.post({ step: "REDIRECT" }, { source: null });
    fixed.post({ step: "REDIRECT" }, { source: widget });
    assert.equal(fixed.events.length, 1);
  });
});

describe("what it refuses to start with", () => {
  const refused = [
    [undefined, /no origin, like/],
    [null, /no origin, like/],
    ["", /no origin, like/],
    ["*", /no origin, like/],
    ["null", /no origin, like/],
    ["toolbox-iframe.private.fin.ag", /no origin, like/],
    ["file:///x", /no origin, like/],
    ["data:text/html,x", /no origin, like/],
    [[], /no origin/],
    [7, /no origin, like/],
    [{}, /no origin, like/],
    [[ORIGIN, "*"], /no origin, like/],
    [`${ORIGIN}/`, `write "${ORIGIN}"`],
    [`${ORIGIN}/v2/?demo=true`, `write "${ORIGIN}"`],
    [`${ORIGIN}:443`, `write "${ORIGIN}"`],
    [ORIGIN.toUpperCase(), `write "${ORIGIN}"`],
    [` ${ORIGIN}`, `write "${ORIGIN}"`],
    ["https://user@x.example", 'write "https://x.example"'],
    [new URL(ORIGIN), `write "${ORIGIN}"`],
    ["https://*.private.fin.ag", /no origin, like/],
  ];
  for (const [origin, hint] of refused) {
    test(`origin ${JSON.stringify(origin)}`, () => {
      const mentions =
        typeof hint === "string"
          ? (error) => error.message.includes(hint)
          : (error) => hint.test(error.message);
      assert.throws(
        () => start({ origin }),
        (error) => error instanceof TypeError && mentions(error),
      );
    });
  }

  test("no descriptor, which could hear nothing", () => {
    assert.throws(() => start({}, []), { name: "TypeError", message: /no descriptors/ });
  });

  for (const source of [[], [{}], "iframe", 7, true, ""])
    test(`a source that can post nothing: ${JSON.stringify(source)}`, () => {
      assert.throws(() => start({ source }), { name: "TypeError", message: /^linkcodes: source is/ });
    });

  for (const origin of [["https://a.example", ["https://b.example"]], () => "https://a.example", {}])
    test(`an origin that no message has: ${origin}`, () => {
      assert.throws(() => start({ origin }), { name: "TypeError", message: /origin/ });
    });

  test("a source that is not there yet", () => {
    assert.throws(() => start({ source: null }), {
      name: "TypeError",
      message: /source is null; pass a function/,
    });
    assert.throws(() => start({ source: undefined }), { name: "TypeError", message: /source is undefined/ });
  });

  test("one widget that posts among others that do not", () => {
    const both = [linkCallback, connectEvent];
    assert.throws(() => listen(both, { onEvent() {} }), { name: "TypeError", message: /no origin, like/ });
  });

  test("no handler, no window", () => {
    assert.throws(() => start({ onEvent: undefined }), { name: "TypeError", message: /onEvent/ });
    assert.throws(() => listen(linkCallback, {}), { name: "TypeError", message: /onEvent/ });
    assert.throws(() => listen(connectEvent, { origin: ORIGIN, onEvent() {} }), {
      name: "TypeError",
      message: /no window/,
    });
  });
});

describe("how it ends", () => {
  test("stop, also twice", () => {
    const { callback, events, post, stop } = start({}, [connectEvent, linkCallback]);
    post({ step: "REDIRECT" });
    stop();
    stop();
    post({ step: "SUBMIT_MFA" });
    callback({ status: "SUCCESS" });
    assert.equal(events.length, 1);
  });

  test("stop leaves nothing behind on the window", () => {
    const left = new Set();
    const target = {
      addEventListener: (type, heard) => left.add(type + heard),
      removeEventListener: (type, heard) => left.delete(type + heard),
    };
    const { stop } = start({ target });
    assert.equal(left.size, 1);
    stop();
    assert.equal(left.size, 0);
  });

  test("stop, while an event is handled", () => {
    const { callback, events, post, stop } = start({
      onEvent(event) {
        events.push(event);
        stop();
      },
    });
    post({ step: "REDIRECT" });
    post({ step: "SUBMIT_MFA" });
    callback({});
    assert.equal(events.length, 1);
  });

  test("an abort signal, also one that is aborted already", () => {
    const controller = new AbortController();
    const { signal } = controller;
    const { callback, events, post } = start({ signal }, [connectEvent, linkCallback]);
    post({ step: "REDIRECT" });
    controller.abort();
    post({ step: "SUBMIT_MFA" });
    callback({ status: "SUCCESS" });
    assert.equal(events.length, 1);
    const late = start({ signal }, [connectEvent, linkCallback]);
    late.post({ step: "REDIRECT" });
    late.callback({ status: "SUCCESS" });
    assert.equal(late.events.length, 0);
  });
});

describe("what cannot upset it", () => {
  test("an exception of the handler is reported, and the next message still arrives", () => {
    const trouble = new Error("in the application");
    let calls = 0;
    const onEvent = () => {
      calls += 1;
      throw trouble;
    };
    const { callback, post } = start({ onEvent }, [connectEvent, linkCallback]);
    assert.deepEqual(
      reported(() => {
        post({ step: "REDIRECT" });
        post({ step: "SUBMIT_MFA" });
        callback({ status: "SUCCESS" });
      }),
      [trouble, trouble, trouble],
    );
    assert.equal(calls, 3);
  });

  test("where nothing reports errors, the exception is thrown afterwards", () => {
    const script = `
      const { listen } = await import(${JSON.stringify(`file://${DIR}/dist/listener.js`)});
      process.on("uncaughtException", (error) => console.log("later:", error.message));
      const descriptor = { payload: "x", channel: "callback", recognize: [], codes: {} };
      listen(descriptor, { onEvent() { throw new Error("trouble"); } }).callback({});
      console.log("went on");`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf-8",
    });
    assert.equal(stdout, "went on\nlater: trouble\n");
  });

  test("an exception while the window is looked up", () => {
    const { events, post } = start({
      source: () => {
        throw new Error("no frame");
      },
    });
    assert.equal(reported(() => post({ step: "REDIRECT" }, { source: new EventTarget() })).length, 1);
    assert.deepEqual(events, []);
  });

  test("keys that reach for the prototype", () => {
    const { events, post } = start();
    post('{"__proto__": {"step": "REDIRECT"}}');
    post(JSON.parse('{"__proto__": {"step": "REDIRECT"}, "constructor": {"prototype": {"step": "x"}}}'));
    post(Object.create({ step: "REDIRECT" }));
    assert.deepEqual(
      events.map((event) => event.kind),
      ["unrecognized", "unrecognized", "unrecognized"],
    );
    assert.equal({}.step, undefined);
  });

  test("getters and proxies that throw", () => {
    const trap = () => {
      throw new Error("a trap");
    };
    const proxy = new Proxy(
      {},
      { get: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap },
    );
    const getter = Object.defineProperty({}, "step", { get: trap, enumerable: true });
    const { events, post } = start();
    assert.deepEqual(
      reported(() => {
        post(proxy);
        post(getter);
      }),
      [],
    );
    assert.deepEqual(
      events.map((event) => event.kind),
      ["unrecognized", "unrecognized"],
    );
  });

  test("strings without end, nesting without end", () => {
    const { events, post } = start();
    post(`{"step": "REDIRECT", "x": "${"x".repeat(10_000_000)}"}`);
    post("[".repeat(99_999));
    post(`{"step":${'{"step":'.repeat(9_000)}1${"}".repeat(9_000)}}`);
    assert.deepEqual(
      events.map((event) => event.kind),
      ["unrecognized", "unrecognized", "recognized"],
    );
  });

  test("arrays without end", () => {
    const codes = { "/*/*": { "a:b": () => true } };
    const descriptor = { payload: "a:c", channel: "callback", recognize: [{ pointer: "/*" }], codes };
    const sparse = [["x"]];
    sparse.length = 4_294_967_295;
    assert.deepEqual(
      decode(descriptor, sparse).codes.map((item) => item.value),
      ["x"],
    );
    assert.equal(decode(descriptor, Array(2_000).fill(Array(2_000).fill("x"))).codes.length, 1_000);
  });
});
