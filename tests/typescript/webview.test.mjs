/** Web views and apps: what a page forwards, on each platform, and what React Native's own classes make of it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { load } from "./package.mjs";

const { createBridge, forwardingScript, postToApp, readMessage } = await load("webview");
const { listen } = await load("listener");
const { connectEvent, connectEventResult } = await load("flinks/events");
const { resolveOutcome, planRetry } = await load("runtime");

const ORIGIN = "https://widget.example";
const FAILED = { flinksCode: "INVALID_PASSWORD" };
const forwardedText = (data, origin = ORIGIN) => JSON.stringify({ "linkcodes.message": data, origin });

/** As React Native had it: no constructor takes a text, and half of the getters throw. */
class OldURL {
  constructor(url) {
    this.url = url.endsWith("/") ? url : `${url}/`;
  }
  get href() {
    return this.url;
  }
  get origin() {
    throw new Error("URL.origin is not implemented");
  }
  get searchParams() {
    throw new Error("URL.searchParams is not implemented");
  }
}

/** As React Native has it now: a malformed escape throws, and a value ends at its second "=". */
class NewURLSearchParams {
  constructor(parameters) {
    this.found = new Map();
    if (typeof parameters === "string")
      for (const pair of parameters.replace(/^\?/, "").split("&").filter(Boolean)) {
        const [key, value] = pair.split("=").map((part) => decodeURIComponent(part.replace(/\+/g, " ")));
        this.found.set(key, [...(this.found.get(key) ?? []), value]);
      }
  }
  toString() {
    return [...this.found].map(([key, [value]]) => `${key}=${value}`).join("&");
  }
}

/** As React Native had it: a text is ignored. */
class OldURLSearchParams {
  constructor(parameters) {
    this.found = typeof parameters === "object" ? Object.entries(parameters ?? {}) : [];
  }
  toString() {
    return this.found.map((pair) => pair.join("=")).join("&");
  }
}

const PLATFORMS = {
  "React Native of today": { URLSearchParams: NewURLSearchParams },
  "React Native of before": { URL: OldURL, URLSearchParams: OldURLSearchParams },
  "no such classes but URL": { URL: OldURL, URLSearchParams: undefined },
};

for (const [platform, classes] of Object.entries(PLATFORMS))
  describe(`with ${platform}`, () => {
    const globals = { ...classes, TextDecoder: undefined, reportError: undefined, Event: undefined };
    function swap(t) {
      const before = Object.fromEntries(Object.keys(globals).map((name) => [name, globalThis[name]]));
      Object.assign(globalThis, globals);
      t.after(() => Object.assign(globalThis, before));
    }

    test("events are those that a page gets", (t) => {
      swap(t);
      const events = [];
      const bridge = createBridge();
      const link = listen(connectEvent, { origin: ORIGIN, target: bridge, onEvent: (event) => events.push(event) });
      bridge.onMessage({ nativeEvent: { data: forwardedText(FAILED), url: "https://app.example/connect" } });
      bridge.onMessage(forwardedText('{"step": "REDIRECT", "loginId": "l-1"}'));
      bridge.onMessage({ nativeEvent: { data: '{"step": "APP_MOUNTED"}', url: `${ORIGIN}/v2?demo=true` } });
      link.stop();
      bridge.onMessage(forwardedText(FAILED));
      assert.deepEqual(events.map(({ codes, origin }) => [codes[0].value, origin]), [
        ["INVALID_PASSWORD", ORIGIN],
        ["REDIRECT", ORIGIN],
        ["APP_MOUNTED", ORIGIN],
      ]);
      assert.equal(connectEventResult(events[1]).loginId, "l-1");
    });

    test("an origin that is none is refused", (t) => {
      swap(t);
      for (const origin of ["*", "https://widget.example/", "https://*.example", "null", "", "file:///x", undefined])
        assert.throws(() => listen(connectEvent, { origin, target: createBridge(), onEvent() {} }), TypeError, String(origin));
    });

    for (const message of ["50%25+off", "50%zz", "%", "%C3", "a=b=c"])
      test(`a deep link with ${message} is read`, (t) => {
        swap(t);
        const link = `leanlink://error?status=ERROR&secondary_status=INVALID_CREDENTIALS&message=${message}`;
        const outcome = resolveOutcome(link, { provider: "lean" });
        assert.deepEqual([outcome.verdict, outcome.because.raw], ["failed", "INVALID_CREDENTIALS"]);
        assert.equal(planRetry(outcome).decision, "ask_user");
        const event = { payload: connectEvent.payload, data: { url: `app://back?loginId=l-1&tag=${message}` } };
        assert.deepEqual(connectEventResult(event), { loginId: "l-1", accountId: null });
      });
  });

describe("only the right sender is heard", () => {
  const strangers = {
    "another origin": forwardedText(FAILED, "https://stranger.example"),
    "an origin that only begins alike": forwardedText(FAILED, `${ORIGIN}.stranger.example`),
    "no origin": JSON.stringify({ "linkcodes.message": FAILED }),
    "an origin that is no text": forwardedText(FAILED, [ORIGIN]),
    "a bare text": JSON.stringify(FAILED),
    "a page elsewhere": { nativeEvent: { data: JSON.stringify(FAILED), url: "https://stranger.example/" } },
    "a user name like the origin": { nativeEvent: { data: "{}", url: "https://widget.example@stranger.example/" } },
  };
  for (const [name, message] of Object.entries(strangers))
    test(name, () => {
      assert.equal(readMessage(message, connectEvent, ORIGIN), null);
      const bridge = createBridge();
      listen(connectEvent, { origin: ORIGIN, target: bridge, onEvent: () => assert.fail("heard") });
      bridge.onMessage(message);
    });

  test("and read, by one of several origins", () => {
    const event = readMessage(forwardedText(FAILED), [connectEvent], ["https://other.example", ORIGIN]);
    assert.equal(event.codes[0].value, "INVALID_PASSWORD");
    assert.equal(readMessage(forwardedText({ odd: 1 }), connectEvent, ORIGIN).kind, "unrecognized");
  });
});

test("nothing that comes makes it throw", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const trap = Object.defineProperty({}, "nativeEvent", { get: () => assert.fail("read") });
  const bridge = createBridge();
  const odd = [null, undefined, 7, Symbol("x"), "", "{", "[]", "null", revoked.proxy, trap, { nativeEvent: null }, () => {}];
  for (const message of [...odd, "x".repeat(1_000_000), { nativeEvent: { data: 7, url: {} } }]) {
    bridge.onMessage(message);
    assert.equal(readMessage(message, connectEvent, ORIGIN), null);
  }
});

/** How each kind of app gives a page something to post to; the page's `window`, and what the app got. */
const APPS = {
  "React Native": (got) => ({ ReactNativeWebView: { postMessage: got } }),
  iOS: (got) => ({ webkit: { messageHandlers: { linkcodes: { postMessage: got } } } }),
  "Android and Flutter's webview_flutter": (got) => ({ linkcodes: { postMessage: got } }),
  "Flutter's flutter_inappwebview": (got) => ({
    flutter_inappwebview: { callHandler: (name, text) => assert.equal(name, "linkcodes") ?? got(text) },
  }),
};

for (const [name, app] of Object.entries(APPS))
  test(`${name} gets what is posted to the page`, (t) => {
    const texts = [];
    const heard = [];
    const page = app((text) => texts.push(text));
    const window = { ...page, addEventListener: (type, listener) => type === "message" && heard.push(listener) };
    assert.equal(vm.runInNewContext(forwardingScript(), { window }), true);
    vm.runInNewContext(forwardingScript(), { window }); // a page may be given it twice
    const cyclic = {};
    cyclic.self = cyclic;
    for (const data of [FAILED, JSON.stringify(FAILED), cyclic]) heard.forEach((listener) => listener({ data, origin: ORIGIN }));
    const events = texts.map((text) => readMessage(text, connectEvent, ORIGIN));
    assert.deepEqual(events.map(({ codes }) => codes[0].value), ["INVALID_PASSWORD", "INVALID_PASSWORD"]);

    texts.length = 0;
    Object.assign(globalThis, page);
    t.after(() => Object.keys(page).forEach((key) => delete globalThis[key]));
    assert.equal(postToApp({ verdict: "failed" }), true);
    assert.equal(postToApp(cyclic), false);
    assert.deepEqual(texts.map(JSON.parse), [{ verdict: "failed" }]);
  });

test("a page without an app posts nothing", () => assert.equal(postToApp({}), false));

test("a name that is none never becomes a script", () => {
  for (const name of ["", "a b", 'x"); alert("', "1a", "a.b"])
    for (const make of [createBridge, forwardingScript]) assert.throws(() => make(name), TypeError, name);
  assert.match(forwardingScript("myApp"), /"myApp"/);
});

test("a signal ends a listener on a bridge", () => {
  const bridge = createBridge();
  const controller = new AbortController();
  let count = 0;
  listen(connectEvent, { origin: ORIGIN, target: bridge, signal: controller.signal, onEvent: () => count++ });
  bridge.onMessage(forwardedText(FAILED));
  controller.abort();
  bridge.onMessage(forwardedText({ step: "REDIRECT" }));
  assert.equal(count, 1);
});
