/** Tokens that are signed with a private key; `tests/python/test_tokens.py` makes them and runs this. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { receive, verify } = await import("linkcodes/webhooks");
const given = JSON.parse(readFileSync(process.env.GIVEN, "utf-8"));
const bytes = (text) => new TextEncoder().encode(text);
const reason = (promise) => promise.then(() => null, (error) => error.reason ?? `raised ${error}`);
const item = (token, keys = given.keys, options = {}) =>
  reason(
    verify("borea.item", bytes(given.body), { "Borea-Verification": token }, keys, { clock: () => given.at, ...options }),
  );
const pay = (token, keys, options = {}) =>
  reason(verify("borea.pay", bytes(given.paid), { Authorization: token }, keys, { clock: () => given.at, ...options }));

test("what is right passes, however keys are given", async () => {
  const fetched = async (name) => given.keys[name];
  for (const keys of [given.keys, new Map(Object.entries(given.keys)), fetched, (name) => given.keys[name]])
    assert.equal(await item(given.right, keys), null);
});

test("what is wrong is refused with the same reason", async () => {
  for (const [token, expected] of given.tokens) assert.equal(await item(token), expected, token.slice(0, 200));
});

test("no key is asked for at a strange address", async () => {
  for (const [token, address] of given.addresses) {
    const asked = [];
    const found = await pay(token, (name) => void asked.push(name));
    const isTrusted = given.trusted.includes(address);
    assert.deepEqual([found, asked.length], isTrusted ? ["unknown_key", 1] : ["untrusted_key", 0], address);
  }
});

test("a certificate will do, and so will a key", async () => {
  const der = Uint8Array.from(given.der.match(/../g), (pair) => Number.parseInt(pair, 16));
  const [token, address] = given.addresses.at(-1);
  for (const key of [given.certificate, bytes(given.certificate), der, given.spki]) {
    assert.equal(await pay(token, { [address]: key }), null);
    assert.equal(await pay(token, { [address]: key }, { claims: { sub: "app-1" } }), null);
    assert.equal(await pay(token, { [address]: key }, { claims: { sub: "app-2" } }), "wrong_receiver");
  }
});

test("a certificate counts between its dates, and a key until it expires", async () => {
  const [token, address] = given.addresses.at(-1);
  const der = Uint8Array.from(given.der.match(/../g), (pair) => Number.parseInt(pair, 16));
  for (const [at, expected] of given.times)
    for (const key of [given.certificate, der])
      assert.equal(await pay(token, { [address]: key }, { clock: () => at }), expected, String(at));
  // From 2050 on, certificates write years with four digits.
  assert.equal(await pay(token, { [address]: given.unending }, { clock: () => Date.UTC(2065, 11, 31) / 1000 }), null);
  assert.equal(await pay(token, { [address]: given.unending }, { clock: () => Date.UTC(2066, 0, 1) / 1000 }), "expired_key");
  for (const [key, expected] of given.over)
    assert.equal(await item(given.right, { "key-1": key }), expected, String(key.expired_at));
});

test("what was fetched may be no key", async () => {
  for (const key of given.no_keys) assert.equal(await item(given.right, () => key), "unknown_key", String(key));
});

test("what the function throws is passed on", async () => {
  const broken = () => Promise.reject(new Error("no network"));
  assert.equal(await item(given.right, broken), "raised Error: no network");
});

test("mistakes of the program are no refusals", async () => {
  for (const keys of ["a secret", ["a"], {}, null, new Uint8Array(3), new Map()])
    assert.match(await item(given.right, keys), /^raised TypeError/);
  assert.match(await item(given.right, given.keys, { claims: { sub: "x" } }), /^raised TypeError/);
});

test("a delivery is received with keys", async () => {
  const headers = { "Borea-Verification": given.right };
  const options = { clock: () => given.at };
  const delivery = await receive("borea.item", bytes(given.body), headers, given.keys, options);
  assert.deepEqual([delivery.event.payload, delivery.endsAt], ["hook.item_error", null]);
});
