/** Scenarios as an application uses them: walked through, handed on, signed; and what happens to mistakes. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DIR, MANIFEST, SPEC, load, readJson } from "./package.mjs";
import { validatorsIn } from "./schemas.mjs";

const ORIGIN = "https://toolbox-iframe.private.fin.ag";
const GENERATED = process.env.LINKCODES_SPEC
  ? resolve(dirname(process.env.LINKCODES_SPEC), "..")
  : fileURLToPath(new URL("../../generated", import.meta.url));
const { body, call, emit, play, request, sign } = await load("simulate");
const lists = Object.fromEntries(
  await Promise.all(SPEC.providers.map(async ({ id }) => [id, (await load(`simulate/${id}`)).scenarios])),
);
const all = Object.values(lists).flat();
const find = (id) => all.find((scenario) => scenario.id === id);
const of = (channel) => all.filter((scenario) => scenario.channel === channel);

const CONNECT = find("flinks:connect.event/flinksCode#INVALID_PASSWORD");
const CALLBACK = find("lean:linksdk.callback/status#SUCCESS");
const WEBHOOK = find("argyle:verifications.updated/event#VERIFICATIONS_UPDATED");

/** Refusals have the package's name in front, so that one sees who speaks. */
const refusal = (words) => ({ name: "TypeError", message: new RegExp(`^linkcodes: .*${words}`) });

describe("every scenario", () => {
  test("has a body that the strict schema accepts", () => {
    const validatorOf = validatorsIn(new Ajv2020(), GENERATED, "strict", Object.keys(lists));
    const validators = Object.fromEntries(
      Array.from(new Set(all.map(({ payload }) => payload)), (id) => [id, validatorOf(...id.split(":"))]),
    );
    const wrong = all.filter((scenario) => !validators[scenario.payload](body(scenario)));
    assert.deepEqual(wrong.map(({ id }) => id), []);
    assert.equal(Object.keys(validators).length, SPEC.providers.flatMap(({ payloads }) => payloads).length);
  });

  test("of a widget is classified by the package's own decoder", async () => {
    const { decode } = await load("listener");
    for (const provider of Object.keys(lists)) {
      const { ...descriptors } = await load(`${provider}/events`);
      for (const { payload, channel, vocabulary, pointer, code, ...scenario } of lists[provider]) {
        if (!["callback", "post_message"].includes(channel)) continue;
        const descriptor = Object.values(descriptors).find((item) => item.payload === payload);
        const event = decode(descriptor, JSON.stringify(body(scenario)));
        const found = [event.kind, event.known, event.payload];
        assert.deepEqual(found, ["recognized", true, payload], scenario.id);
        const codes = event.codes.map((item) => [item.vocabulary, item.pointer, item.value].join());
        assert.ok(!code || codes.includes([vocabulary, pointer, code].join()), scenario.id);
      }
    }
  });

  test("is plain data that is not shared", () => {
    for (const scenario of all) {
      assert.deepEqual(JSON.parse(JSON.stringify(scenario)), scenario);
      const [first, second] = [body(scenario), body(scenario)];
      assert.deepEqual(first, second);
      assert.notEqual(first, second);
    }
    const { bank } = body(CALLBACK);
    bank.is_supported = "changed";
    assert.notEqual(body(CALLBACK).bank.is_supported, "changed");
  });
});

describe("body", () => {
  test("makes each change in turn, in objects and arrays, and leaves the template as it was", () => {
    const template = Object.freeze({ list: Object.freeze([1, 2]), kept: true });
    const changes = [
      { path: ["list", 2], value: { deep: null } },
      { path: ["list", 2, "deep"], value: "X" },
      { path: ["list", 0], value: 9 },
    ];
    assert.deepEqual(body({ ...CALLBACK, template, changes }), { list: [9, 2, { deep: "X" }], kept: true });
  });

  test("takes __proto__ for a mere name", () => {
    const changes = [{ path: ["__proto__"], value: { polluted: true } }];
    const made = body({ ...CALLBACK, template: { status: "SUCCESS" }, changes });
    assert.deepEqual(Object.keys(made), ["status", "__proto__"]);
    assert.equal(made.polluted, undefined);
    assert.equal({}.polluted, undefined);
  });
});

describe("emit", () => {
  const heard = (scenario, options) => {
    const target = new EventTarget();
    const messages = [];
    target.addEventListener("message", (message) => messages.push(message));
    emit(scenario, { origin: ORIGIN, target, ...options });
    assert.equal(messages.length, 1);
    assert.ok(messages[0] instanceof MessageEvent);
    assert.equal(messages[0].origin, ORIGIN);
    return messages[0].data;
  };

  test("dispatches the body as an object, or as JSON", () => {
    assert.deepEqual(heard(CONNECT), body(CONNECT));
    assert.deepEqual(heard(CONNECT, { asText: true }), JSON.stringify(body(CONNECT)));
  });

  test("refuses what no listener could hear", () => {
    const target = new EventTarget();
    for (const origin of [undefined, "", "*", "null", "widget.example", `${ORIGIN}/`, `${ORIGIN}/path`, null])
      assert.throws(() => emit(CONNECT, { origin, target }), refusal("is not exactly an origin"));
    assert.throws(() => emit(CALLBACK, { origin: ORIGIN, target }), refusal("not post_message"));
    assert.throws(() => emit(undefined, { origin: ORIGIN, target }), refusal("not post_message"));
    assert.throws(() => emit(CONNECT, { origin: ORIGIN, target: {} }), refusal("pass a target"));
  });
});

describe("call", () => {
  test("hands the body to the callback, whose errors come back", () => {
    const heard = [];
    call(CALLBACK, (response) => heard.push(response));
    assert.deepEqual(heard, [body(CALLBACK)]);
    assert.throws(
      () => call(CALLBACK, () => assert.fail("in the application")),
      /in the application/,
    );
  });

  test("refuses other scenarios, and what is no function", () => {
    assert.throws(() => call(CONNECT, () => {}), refusal("not callback"));
    assert.throws(() => call(CALLBACK), refusal("callback must be a function"));
  });
});

describe("a request", () => {
  // A token needs the private key of the provider, so these requests are not signed.
  const signatures = SPEC.providers.flatMap((provider) => provider.signatures).filter(({ jws }) => !jws);

  const digest = ({ algorithm }, text) => createHmac(algorithm.slice("hmac-".length), "s\u00e9cret").update(text).digest();
  const written = ({ encoding }, raw) => {
    if (encoding === "hex-upper") return raw.toString("hex").toUpperCase();
    return raw.toString(encoding === "plain" ? "utf-8" : encoding);
  };

  test("is signed the way the vectors of the spec say", async () => {
    let vectors = 0;
    for (const { vectors: known, prefix = "", ...signature } of signatures)
      for (const { secret, body, header_value } of known) {
        assert.equal(await sign({ ...signature, prefix }, body, secret), header_value);
        vectors++;
      }
    assert.ok(vectors >= signatures.length && signatures.length > 0);
  });

  test("carries the signature of exactly its own body, by the record that the spec names", async () => {
    const payloads = Object.fromEntries(
      SPEC.providers.flatMap((provider) => provider.payloads.map((payload) => [payload.id, payload])),
    );
    for (const scenario of of("webhook")) {
      const record = signatures.find(({ id }) => id === payloads[scenario.payload].signature);
      const made = await request(scenario, { secret: "s\u00e9cret" });
      assert.deepEqual(JSON.parse(made.body), body(scenario));
      assert.equal(scenario.signature !== null, record !== undefined);
      if (!record) continue;
      const shown = written(record, record.algorithm === "shared-secret" ? Buffer.from("s\u00e9cret") : digest(record, made.body));
      assert.deepEqual(made.headers, {
        "content-type": "application/json",
        [record.header]: (record.prefix ?? "") + shown,
      });
    }
  });

  test("of a webhook that is not signed needs no secret", async () => {
    const { headers } = await request({ ...WEBHOOK, signature: null });
    assert.deepEqual(headers, { "content-type": "application/json" });
  });

  test("is refused without a secret, and for what is no webhook", async () => {
    for (const options of [undefined, {}, { secret: "" }, { secret: 7 }, { secret: null }])
      await assert.rejects(request(WEBHOOK, options), refusal("no secret"));
    await assert.rejects(request(CONNECT, { secret: "s" }), refusal("not webhook"));
  });
});

describe("play", () => {
  test("walks through all in order, and waits for each", async () => {
    const seen = [];
    let busy = false;
    await play(lists.flinks.slice(0, 5), {
      every: 0,
      onStep: async (scenario, index) => {
        assert.equal(busy, false);
        busy = true;
        await new Promise(setImmediate);
        seen.push([scenario.id, index]);
        busy = false;
      },
    });
    assert.deepEqual(seen, lists.flinks.slice(0, 5).map(({ id }, index) => [id, index]));
  });

  test("stops at once when aborted: before the start, in a step, in a pause", async () => {
    const seen = [];
    const onStep = ({ id }) => seen.push(id);
    await play(all, { signal: AbortSignal.abort(), onStep });
    assert.equal(seen.length, 0);

    const two = all.slice(0, 2);
    const inStep = new AbortController();
    await play(two, { every: 5_000, signal: inStep.signal, onStep: () => inStep.abort(seen.push("step")) });
    const inPause = new AbortController();
    const onPause = () => setImmediate(() => inPause.abort(seen.push("pause")));
    await play(two, { every: 5_000, signal: inPause.signal, onStep: onPause });
    assert.deepEqual(seen, ["step", "pause"]);
  });

  test("hands on what a step throws, and refuses wrong options", async () => {
    const fails = () => assert.fail("in the step");
    await assert.rejects(play(all, { every: 0, onStep: fails }), /in the step/);
    await assert.rejects(play(all, { every: 0 }), refusal("onStep must be a function"));
    await assert.rejects(play(CONNECT, { onStep: fails }), refusal("scenarios must be an array"));
    for (const every of [-1, NaN, Infinity, "soon", 2 ** 31])
      await assert.rejects(play(all, { every, onStep: fails }), refusal("every must be milliseconds"));
  });
});

describe("a bundle", () => {
  const bundle = async (contents) => {
    const options = { bundle: true, minify: true, format: "esm", write: false, logLevel: "silent" };
    const { outputFiles } = await build({ stdin: { contents, resolveDir: DIR }, ...options });
    return outputFiles[0].text;
  };

  test("that imports scenarios and uses none is empty", async () => {
    const text = await bundle(`
      import { scenarios } from "linkcodes/simulate/flinks"; import * as all from "linkcodes/simulate";`);
    assert.equal(text, "");
  });

  test("of all else has nothing of them", async () => {
    const others = Object.keys(MANIFEST.exports).filter((path) => !/^\.\/(simulate|react)|\.json$|\*$/.test(path));
    const imports = others.map((path, index) => `import * as m${index} from "linkcodes${path.slice(1)}";`);
    const text = await bundle(`${imports.join("")} globalThis.all = [${others.map((_, index) => `m${index}`)}];`);
    assert.ok(others.length > 100 && text.length > 1_000_000, `${text.length} bytes`);
    assert.doesNotMatch(text, /onStep must be|templates:/);
  });

  test("of the functions alone is small", async () => {
    const text = await bundle(`export * from "linkcodes/simulate";`);
    assert.ok(gzipSync(text).length < 2_000, `${gzipSync(text).length} bytes`);
  });
});
