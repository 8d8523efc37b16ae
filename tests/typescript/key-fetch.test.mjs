/** Public keys are fetched from the provider's hosts alone, and a failure to fetch one is a reason of its own. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { load } from "./package.mjs";

const { fetchedKeys, KeyNotFetched, verify } = await load("webhooks");
const wire = (id) => JSON.parse(readFileSync(new URL(`../../spec/providers/${id}/webhooks.json`, import.meta.url), "utf-8"));
const [ASKED] = wire("plaid").signatures[0].vectors;
const [ADDRESS] = Object.keys(wire("enable_banking").signatures[0].vectors[0].keys);
const [[NAME, KEY]] = Object.entries(ASKED.keys);
const HOST = "production.plaid.com";
const OWN = { client_id: "c-1", secret: "S3CRET" };
const UNKNOWN = { error_code: "INVALID_WEBHOOK_VERIFICATION_KEY_ID", error_type: "INVALID_INPUT" };

const sends = (status, body, type = "application/json; charset=utf-8", headers = {}) => (response) =>
  response.writeHead(status, { "Content-Type": type, ...headers }).end(body);
const json = (status, value, headers) => sends(status, JSON.stringify(value), undefined, headers);
const right = json(200, { key: { ...KEY, kid: NAME, expired_at: null }, request_id: "r" });

let answer, asked, now, port;
const clock = () => now;
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  asked.push({ method: request.method, path: request.url, body });
  answer(response);
});
before(() => new Promise((done) => server.listen(0, "127.0.0.1", () => done(({ port } = server.address())))));
after(() => (server.closeAllConnections(), server.close()));
beforeEach(() => ([answer, asked, now] = [right, [], 1_000]));

function local(url, init) {
  const { protocol, pathname, search } = new URL(url);
  assert.equal(protocol, "https:");
  return fetch(`http://127.0.0.1:${port}${pathname}${search}`, init);
}

const keysOf = (options = {}) => fetchedKeys("plaid", { host: HOST, fields: OWN, fetch: local, clock, ...options });

function reason(keys) {
  const headers = { "Plaid-Verification": ASKED.header_value };
  const checked = verify("plaid", new TextEncoder().encode(ASKED.body), headers, keys, { clock: () => ASKED.at });
  return checked.then(
    () => null,
    (error) => (assert.doesNotMatch(error.message, /S3CRET/), `${error.reason}: ${error.message}`),
  );
}

test("a key is asked for once", async () => {
  const keys = keysOf();
  assert.deepEqual([await reason(keys), await reason(keys)], [null, null]);
  const [{ method, path, body }, ...more] = asked;
  assert.deepEqual([method, path, more], ["POST", "/webhook_verification_key/get", []]);
  assert.deepEqual(JSON.parse(body), { ...OWN, key_id: NAME });
});

function drip(response) {
  response.writeHead(200, { "Content-Type": "application/json" });
  const dripping = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(dripping));
}

const FAILURES = {
  redirect: [json(302, {}, { Location: "/webhook_verification_key/get" }), "is a redirect"],
  "permanent redirect": [json(308, { key: KEY }, { Location: "https://evil.example/" }), "is a redirect"],
  silent: [() => {}, "failed or took too long"],
  "byte by byte": [drip, "failed or took too long"],
  huge: [sends(200, " ".repeat(70_000) + JSON.stringify({ key: KEY })), "is too large"],
  page: [sends(200, "<html>", "text/html"), "is no JSON object"],
  "another type": [sends(200, JSON.stringify({ key: KEY }), "text/plain"), "is no JSON object"],
  broken: [sends(200, '{"key": '), "is no JSON object"],
  list: [json(200, [KEY]), "is no JSON object"],
  nothing: [json(200, {}), "has not the key"],
  text: [json(200, { key: "KEY" }), "has not the key"],
  "another key": [json(200, { key: { ...KEY, kid: "another" } }), "has not the key"],
  refused: [json(400, { error_code: "INVALID_API_KEYS" }), "has the status 400"],
  "broken server": [json(500, { key: KEY }), "has the status 500"],
};

for (const [name, [given, expected]] of Object.entries(FAILURES))
  test(`a failure is a reason of its own: ${name}`, async () => {
    answer = given;
    const keys = keysOf({ timeoutS: expected.startsWith("failed") ? 0.2 : 5 });
    const found = await reason(keys);
    assert.match(found, /^unfetched_key: .* names a key that could not be fetched: /);
    assert.ok(found.includes(expected), found);
    assert.equal(await reason(keys), found);
    assert.equal(asked.length, 1, "a failure is remembered, and a redirect not followed");
  });

test("a failure is over soon", async () => {
  answer = json(503, {});
  const keys = keysOf({ failedS: 5 });
  assert.match(await reason(keys), /^unfetched_key/);
  [answer, now] = [right, now + 5];
  assert.equal(await reason(keys), null);
});

test("what a client throws is a failure, and so is a redirect that it followed", async () => {
  const broken = (url, { body }) => Promise.reject(new Error(`could not send ${body}`));
  const followed = async (url, init) => Object.defineProperty(await local(url, init), "redirected", { value: true });
  for (const fetch of [broken, followed]) assert.match(await reason(keysOf({ fetch })), /^unfetched_key/);
});

test("an unknown name is no failure, and an expired key is told from both", async () => {
  answer = json(400, UNKNOWN);
  assert.match(await reason(keysOf()), /^unknown_key/);
  answer = json(200, { key: { ...KEY, expired_at: ASKED.at - 1 } });
  assert.match(await reason(keysOf()), /^expired_key/);
});

for (const [name, given] of Object.entries({ unknown: json(400, UNKNOWN), failed: json(500, {}) }))
  test(`a flood of names is no flood of calls: ${name}`, async () => {
    const keys = keysOf({ keepS: 10, maxUnknown: 5 });
    assert.ok(await keys(NAME));
    answer = given;
    await Promise.allSettled(Array.from({ length: 100 }, (_, number) => keys(`made up ${number}`)));
    assert.equal(asked.length, 1 + 5);
    [answer, now] = [right, now + 10];
    assert.ok(await keys(NAME), "a key that was there before is asked for in a flood, too");
  });

test("an address is asked for on trusted hosts alone", async () => {
  const keys = fetchedKeys("enable_banking", { fetch: local });
  answer = sends(200, "-----BEGIN CERTIFICATE-----", "application/x-x509-ca-cert");
  assert.equal(new TextDecoder().decode(await keys(ADDRESS)), "-----BEGIN CERTIFICATE-----");
  assert.deepEqual(asked, [{ method: "GET", path: "/test/public.crt", body: "" }]);
  const wrong = ["https://evil.example/a", ADDRESS.replace(".com", ".com.evil.example"), ADDRESS.replace("https", "http")];
  for (const address of wrong) await assert.rejects(keys(address), KeyNotFetched);
  answer = sends(404, "");
  assert.equal(await keys(`${ADDRESS}?old`), undefined);
  answer = sends(302, "", "text/plain", { Location: ADDRESS });
  await assert.rejects(keys(`${ADDRESS}?new`), /redirect/);
  assert.equal(asked.length, 3);
});

test("mistakes of the program show at once", () => {
  const mistakes = [
    ["lean", {}],
    ["plaid", { fields: OWN }],
    ["plaid", { fields: OWN, host: "evil.example" }],
    ["plaid", { host: HOST }],
    ["plaid", { host: HOST, fields: { ...OWN, key_id: "k" } }],
    ["plaid", { host: HOST, fields: { ...OWN, secret: " " } }],
    ["enable_banking", { host: "api.enablebanking.com" }],
    ["enable_banking", { fields: OWN }],
  ];
  for (const [scheme, options] of mistakes)
    assert.throws(() => fetchedKeys(scheme, options), (error) => error instanceof TypeError && !/S3CRET/.test(error.message));
});
