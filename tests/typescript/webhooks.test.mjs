/** Webhooks are verified and read as the Python package does, on Web Crypto alone. */

import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, test } from "node:test";
import { examplesOf } from "./examples.mjs";
import { DIR, SPEC, load } from "./package.mjs";
import { signedToken } from "./token.mjs";

const { SignatureError, receive, reread, verify } = await load("webhooks");
const SECRET = "a secret that no text may show";
const BODY = new TextEncoder().encode('{"name":"Zoë","n":1.0}');
const SCHEMES = {
  lean: { header: "lean-signature", sign: (body, key) => `sha512=${hmac("sha512", body, key, "hex")}` },
  "flinks.geft": {
    header: "X-Webhook-Signature",
    sign: (body, key) => `sha256=${hmac("sha256", body, key, "hex").toUpperCase()}`,
  },
  "flinks.connect": { header: "flinks-authenticity-key", sign: (body, key) => hmac("sha256", body, key, "base64") },
  argyle: { header: "X-Argyle-Signature", sign: (body, key) => hmac("sha512", body, key, "hex") },
};

const hmac = (hash, body, key, encoding) => createHmac(hash, key).update(body).digest(encoding);
const signed = (scheme, body = BODY, key = SECRET) => ({
  [SCHEMES[scheme].header]: SCHEMES[scheme].sign(body, key),
});
const bytes = (value) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** The error of a call, which names neither the secret nor the right signature. */
async function refused(scheme, body, headers, secrets, options) {
  const error = await verify(scheme, body, headers, secrets, options).then(
    () => assert.fail("it was accepted"),
    (reason) => reason,
  );
  const text = `${error.message} ${error.stack} ${JSON.stringify(error)}`;
  for (const secret of [secrets].flat()) {
    if (typeof secret === "string" && secret.trim()) assert.ok(!text.includes(secret.trim()), text);
    if (body instanceof Uint8Array && typeof secret === "string" && Object.hasOwn(SCHEMES, scheme ?? ""))
      assert.ok(!text.includes(SCHEMES[scheme].sign(body, secret)), text);
  }
  return error;
}

describe("verify", () => {
  for (const scheme of Object.keys(SCHEMES)) {
    const [[name, value]] = Object.entries(signed(scheme));
    const SHAPES = {
      Headers: new Headers({ [name]: value }),
      "a plain object": { [name]: value },
      "names in small letters": { [name.toLowerCase()]: value },
      "pairs": [["x-other", "1"], [name, value]],
      "a Map": new Map([[name.toUpperCase(), value]]),
      "lists of values": { [name]: [value], "set-cookie": ["a", "b"] },
      "CGI": { [`HTTP_${name.toUpperCase().replaceAll("-", "_")}`]: value, "wsgi.input": {} },
      "white space around the value": { [name]: `\t ${value} ` },
    };
    for (const [shape, headers] of Object.entries(SHAPES))
      test(`finds the header of ${scheme} in ${shape}`, () => verify(scheme, BODY, headers, SECRET));

    test(`of ${scheme} takes several secrets, of which any one will do`, async () => {
      for (const secrets of [["old", SECRET], [SECRET, "new"], new Set(["a", SECRET]), [bytes(SECRET)]])
        await verify(scheme, BODY, { [name]: value }, secrets);
      assert.equal((await refused(scheme, BODY, { [name]: value }, ["old", "new"])).reason, "mismatch");
    });

    test(`of ${scheme} refuses each changed character`, async () => {
      const digest = value.lastIndexOf("=", value.length - 3) + 1;
      for (let index = digest; index < value.length; index += 7) {
        const other = value[index] === "1" ? "2" : "1";
        const headers = { [name]: value.slice(0, index) + other + value.slice(index + 1) };
        const { reason } = await refused(scheme, BODY, headers, SECRET);
        assert.equal(reason, "mismatch");
      }
    });
  }

  test("reads the headers of a real request, with a header that came twice", async () => {
    const found = [];
    const server = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      found.push(await verify("lean", body, request.headers, SECRET).then(() => "right", (error) => error.reason));
      found.push(
        await verify("lean", body, request.headersDistinct, SECRET).then(() => "right", (error) => error.reason),
      );
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    const { "lean-signature": signature } = signed("lean");
    const send = (headers) => fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: BODY, headers });
    await send({ "lean-signature": signature });
    await send([["lean-signature", signature], ["lean-signature", signature]]);
    server.close();
    assert.deepEqual(found, ["right", "right", "malformed", "malformed"]); // fetch joins them with a comma
  });

  test("takes the bytes of a body in any of their forms, and no others", async () => {
    const { buffer } = BODY.slice();
    const inside = new Uint8Array([0, ...BODY, 0]).subarray(1, -1);
    for (const body of [BODY, buffer, Buffer.from(BODY), new DataView(buffer), inside])
      await verify("lean", body, signed("lean"), SECRET);
    const text = await refused("lean", '{"name":"Zoë","n":1.0}', signed("lean"), SECRET);
    assert.match(text.message, /hand over the body's raw bytes/);
    for (const body of [null, undefined, {}, [1, 2], 7, { buffer }])
      assert.match((await refused("lean", body, signed("lean"), SECRET)).message, /raw bytes of the request, not/);
  });

  test("verifies what it was given, even if that is changed meanwhile", async () => {
    const body = BODY.slice();
    const done = verify("lean", body, signed("lean"), SECRET);
    body.fill(0);
    await done;
  });

  test("gives each mistake with a secret a clear error", async () => {
    const of = async (secrets) => (await refused("lean", BODY, signed("lean"), secrets)).message;
    assert.match(await of(`${SECRET}\n`), /the secret ends with white space, such as the line break of a file/);
    assert.match(await of(["right", `${SECRET} `]), /secret 2 of 2 ends with white space/);
    assert.match(await of(bytes(`${SECRET}\r\n`)), /ends with white space/);
    assert.match(await of(` ${SECRET}`), /begins with white space/);
    assert.match(await of(""), /is empty: anyone could sign with it/);
    assert.match(await of([SECRET, " \t"]), /secret 2 of 2 is empty/);
    assert.match(await of([]), /there is no secret/);
    assert.match(await of("\ud800"), /half a surrogate pair/);
    for (const secrets of [undefined, null, 7, {}, [undefined], [[SECRET]]])
      assert.match(await of(secrets), /must be text or bytes/);
  });

  test("says what is wrong in the words of the Python package", async () => {
    const reasons = [
      [{}, "missing_header", "is missing or empty; refuse the call, and check that signing is switched on"],
      [{ "lean-signature": " " }, "missing_header", "is missing or empty"],
      [{ "lean-signature": ["a", "b"] }, "repeated_header", "is there 2 times; refuse the call"],
      [[["lean-signature", "a"], ["Lean-Signature", "b"]], "repeated_header", "is there 2 times"],
      [{ "lean-signature": "x" }, "malformed", "must hold `sha512=` and then 128 characters of hex, and does not"],
      [signed("lean", bytes("{}")), "mismatch", "is not the signature of this body under this secret"],
    ];
    for (const [headers, reason, message] of reasons) {
      const error = await refused("lean", BODY, headers, SECRET);
      assert.ok(error instanceof SignatureError && error instanceof Error);
      assert.deepEqual([error.name, error.scheme, error.header, error.reason], ["SignatureError", "lean", "lean-signature", reason]);
      assert.ok(error.message.startsWith(`lean: the header lean-signature ${message}`), error.message);
    }
  });

  test("reads another header where the provider uses one", async () => {
    const headers = { "x-flinks-signature": Object.values(signed("flinks.connect"))[0] };
    await verify("flinks.connect", BODY, headers, SECRET, { header: "X-Flinks-Signature" });
    assert.equal((await refused("flinks.connect", BODY, headers, SECRET)).reason, "missing_header");
  });

  test("refuses schemes and headers that are none", async () => {
    for (const scheme of ["", "flinks", "toString", "__proto__", undefined])
      assert.match((await refused(scheme, BODY, {}, SECRET)).message, /there is no signature scheme of this name; .*lean, flinks.geft/);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const headers of [undefined, null, "lean-signature: x", 7, ["lean-signature"], [["x"]], [["x", "y", "z"]], new Set(["x"]), proxy])
      assert.match((await refused("lean", BODY, headers, SECRET)).message, /the headers must be Headers/);
  });
});

test("where one key signs for all, nothing is accepted before the program says who it is", async () => {
  const { signatures } = SPEC.providers.find(({ id }) => id === "enable_banking");
  const { headers, keys } = signedToken(signatures[0], BODY, { sub: "mine" });
  await verify("enable_banking", BODY, headers, keys, { claims: { sub: "mine" } });
  const other = verify("enable_banking", BODY, headers, keys, { claims: { sub: "another" } });
  await assert.rejects(other, { name: "SignatureError", reason: "wrong_receiver" });
  const nameless = signedToken(signatures[0], BODY);
  for (const claims of [undefined, {}, { sub: "" }, { sub: undefined }, { sub: null }, { environment: "PRODUCTION" }])
    for (const call of [verify, receive])
      await assert.rejects(call("enable_banking", BODY, nameless.headers, nameless.keys, { claims }), {
        name: "TypeError",
        message: /the claim "sub" is missing or empty in `claims`/,
      });
});

describe("receive", () => {
  const received = (scheme, body, options, receiving = receive) => {
    const raw = body instanceof Uint8Array ? body : bytes(body);
    return receiving(scheme, raw, signed(scheme, raw), SECRET, options);
  };
  /** The same by the record of the spec, which may ask for a token. */
  const receivedBy = (record, scheme, body, receiving = receive) => {
    if (record.algorithm === "shared-secret")
      return receiving(scheme, bytes(body), { [record.header]: record.vectors[0].header_value }, record.vectors[0].secret);
    if (!record.jws) return received(scheme, body, {}, receiving);
    const claims = Object.fromEntries((record.jws.required_claims ?? []).map((name) => [name, "mine"]));
    const { headers, keys } = signedToken(record, bytes(body), claims);
    return receiving(scheme, bytes(body), headers, keys, { claims });
  };

  test("describes every example of a signed payload as the runtime reads it", async () => {
    const { resolveOutcome, planRetry } = await load("runtime");
    let seen = 0;
    for (const { id, payloads, signatures } of SPEC.providers)
      for (const { id: full, signature, recognize } of payloads.filter((each) => each.signature)) {
        const local = full.split(":")[1];
        const word = signature.split(":")[1].replace(/\.signature$/, "");
        const record = signatures.find((each) => each.id === signature);
        const scheme = signatures.length === 1 ? id : `${id}.${word}`;
        for (const { name, value } of examplesOf(full).filter(({ verdict }) => verdict === "accept")) {
          const delivery = await receivedBy(record, scheme, value);
          const { event, eventId, outcome, classifications, plan, problems } = delivery;
          const isOnly = payloads.filter((each) => each.signature === signature).length === 1;
          const expected = resolveOutcome(value, { provider: id, ...(isOnly && { payload: local }) });
          assert.deepEqual([event.kind, event.provider, event.scheme, event.body], ["described", id, scheme, value], `${full} ${name}`);
          assert.equal(event.payload, expected.decoded.payload);
          assert.deepEqual({ ...outcome, decoded: null }, { ...expected, decoded: null });
          assert.deepEqual([eventId, classifications], [expected.decoded.event_id, expected.decoded.classifications]);
          assert.equal(delivery.codes, classifications); // the name of 0.2.0
          assert.deepEqual(plan, planRetry(expected, { unattended: true }));
          assert.deepEqual(problems, []);
          const { receive: receiveOne, reread: rereadOne } = await load(`${id}/webhooks`);
          assert.deepEqual(await rereadOne(scheme, bytes(value)), delivery);
          assert.deepEqual(await receivedBy(record, scheme, value, receiveOne), delivery);
          seen += recognize.length ? 1 : 0;
        }
      }
    assert.ok(seen > 60, `${seen} examples`);
  });

  test("tells an event by its id, or by the fields that the provider names", async () => {
    const [{ value: ready }] = examplesOf("lean:webhook.results.ready");
    const first = await received("lean", { ...ready, event_id: "é-1" });
    assert.deepEqual([first.eventId, first.idempotencyKey], ["é-1", 'lean:["\\u00e9-1"]']);
    const kyc = { ResponseType: "KYC", HttpStatusCode: 200, RequestId: "r-1", Holders: [] };
    const second = await received("flinks.connect", kyc);
    assert.deepEqual([second.eventId, second.idempotencyKey], [null, 'flinks.connect:["r-1", "KYC"]']);
    const long = await received("lean", { ...ready, event_id: "x".repeat(300) });
    const digest = createHash("sha256").update(`lean:["${"x".repeat(300)}"]`).digest("hex");
    assert.equal(long.idempotencyKey, `lean:sha256:${digest}`);
    for (const event_id of [undefined, null, "", {}, ["a"]])
      assert.equal((await received("lean", { ...ready, event_id })).idempotencyKey, null);
  });

  test("is read again as it was received", async () => {
    const body = bytes({ type: "brand.new", event_id: "e-1" });
    const options = { operation: "payment", unattended: false };
    const before = await receive("lean", body, signed("lean", body), SECRET, options);
    assert.deepEqual(await reread("lean", body, options), before);
    assert.equal((await reread("pluggy", bytes({ event: "item/updated", eventId: "e-2" }))).idempotencyKey, 'pluggy:["e-2"]');
    await assert.rejects(reread("lean", "{}"), { name: "TypeError", message: /raw bytes/ });
    await assert.rejects(reread("leen", body), { name: "TypeError", message: /there is no signature scheme of this name/ });
  });

  test("is tried with headers that a test signs", async () => {
    const { signedHeaders } = await load("simulate");
    for (const scheme of [...Object.keys(SCHEMES), "mx", "pluggy"])
      for (const body of ['{"event":"Zoë"}', bytes('{"event":"Zoë"}')]) {
        const raw = typeof body === "string" ? bytes(body) : body;
        await receive(scheme, raw, await signedHeaders(scheme, body, "user:pass"), "user:pass");
        const other = receive(scheme, raw, await signedHeaders(scheme, body, "user:other"), "user:pass");
        await assert.rejects(other, { reason: "mismatch" });
      }
    await assert.rejects(signedHeaders("plaid", "{}", "s"), { name: "TypeError", message: /"plaid" has no secret/ });
    await assert.rejects(signedHeaders("leen", "{}", "s"), { name: "TypeError", message: /"leen" has no secret/ });
    await assert.rejects(signedHeaders("lean", "{}", ""), TypeError);
  });

  test("keeps what no one has described, and says what is wrong with what someone has", async () => {
    const unknown = await received("argyle", { event: "brand.new", data: {} });
    assert.deepEqual([unknown.event.kind, unknown.event.name, unknown.event.payload], ["unknown", "brand.new", null]);
    const fewFields = { sessionId: 7, status: "Completed" }; // which another payload has as well
    assert.equal((await received("flinks.geft", fewFields)).event.kind, "unknown");
    const fields = { referenceId: null, amount: null, status: "Canceled", statusDetails: "EFT0501", when: "2026-01-01T00:00:00Z" };
    const wrong = await received("flinks.geft", { sessionId: 7, ...fields });
    assert.equal(wrong.event.kind, "invalid");
    assert.deepEqual(wrong.problems.map(({ pointer }) => pointer), ["/sessionId"]);
    for (const [raw, message] of [[bytes("{"), "is not JSON"], [new Uint8Array([0xff]), "is not UTF-8"], [bytes(""), "is not JSON"]]) {
      const { event, problems, idempotencyKey } = await received("lean", raw);
      assert.deepEqual([event.kind, event.body, idempotencyKey], ["invalid", undefined, null]);
      assert.deepEqual(problems, [{ pointer: "", message }]);
    }
    for (const value of [null, 1, "text", [], [{}], '{"__proto__": {"event_id": 1}}'])
      assert.ok(["unknown", "invalid"].includes((await received("lean", value)).event.kind));
  });

  test("reads nothing of a body that is not signed", async () => {
    const trap = bytes({ event_id: "e" });
    await assert.rejects(receive("lean", trap, signed("lean"), SECRET), { reason: "mismatch" });
    await assert.rejects(receive("lean", trap, {}, SECRET), { reason: "missing_header" });
  });

  test("of one provider knows its own schemes and no other", async () => {
    const { receive: receiveFlinks, verify: verifyFlinks } = await load("flinks/webhooks");
    const message = /there is no signature scheme of this name; there are: flinks\.geft, flinks\.connect$/;
    await assert.rejects(receiveFlinks("lean", BODY, signed("lean"), SECRET), { name: "TypeError", message });
    assert.equal(verifyFlinks, verify);
  });

  test("plans for a server alone, unless a user is there", async () => {
    const { planRetry, resolveOutcome } = await load("runtime");
    const value = { ResponseType: "KYC", HttpStatusCode: 401, FlinksCode: "INVALID_LOGIN", RequestId: "r" };
    for (const unattended of [true, false]) {
      const { plan, outcome } = await received("flinks.connect", value, { unattended });
      assert.deepEqual(plan, planRetry(outcome, { unattended }));
    }
    assert.deepEqual(
      (await received("flinks.connect", value)).plan,
      planRetry(resolveOutcome(value, { provider: "flinks" }), { unattended: true }),
    );
  });
});

test("no module of the package needs anything of Node", () => {
  const modules = readdirSync(`${DIR}/dist`, { recursive: true }).filter((name) => name.endsWith(".js"));
  for (const name of modules) {
    const text = readFileSync(join(DIR, "dist", name), "utf-8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    assert.doesNotMatch(text, /["']node:|\bBuffer\b|\bprocess\.|\brequire\(|\beval\(|new Function\b/, name);
  }
  assert.ok(modules.length > 100);
});
