/** The result of an event: by the names that the spec marks, from its fields or from an address in it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./package.mjs";

const flinks = await load("flinks/events");
const argyle = await load("argyle/events");
const { decode } = await load("listener");
const { texts } = await load("texts/en/flinks");
const { bestLocale, textFor } = await load("texts");

const of = (data) => flinks.connectEventResult(decode(flinks.connectEvent, data));

test("it is in the fields, else in the query of the address", () => {
  assert.deepEqual(of({ step: "REDIRECT", loginId: "l-1", requestId: "r" }), { loginId: "l-1", accountId: null });
  const url = "https://app.example/back?institution=Bank&loginId=l%2D2&accountId=a,b#done";
  assert.deepEqual(of({ step: "REDIRECT", url }), { loginId: "l-2", accountId: "a,b" });
  assert.deepEqual(of({ step: "REDIRECT", url, loginId: "l-1" }), { loginId: "l-1", accountId: "a,b" });
  assert.deepEqual(of({ step: "ACCOUNT_SELECTED", accountId: ["a", "b"] }), { loginId: null, accountId: "a,b" });
});

test("of an SDK it is read alike", () => {
  const event = decode(argyle.linkAccountEvent, { accountId: "a", userId: "u", itemId: "i" });
  assert.deepEqual(argyle.linkAccountEventResult(event), { accountId: "a", userId: "u", itemId: "i" });
});

test("what is none gives none, and nothing throws", () => {
  const odd = [{ step: "REDIRECT" }, { step: "REDIRECT", loginId: "" }, { step: "REDIRECT", loginId: 7, url: 7 }];
  for (const data of [...odd, { step: "REDIRECT", accountId: [] }, { step: "REDIRECT", accountId: ["a", 1] }, { other: 1 }])
    assert.equal(of(data), null, JSON.stringify(data));
  const trap = Object.defineProperty({ step: "REDIRECT" }, "loginId", { get: () => assert.fail("read") });
  assert.equal(flinks.connectEventResult({ payload: "flinks:connect.event", data: trap }), null);
  const inherited = Object.create({ loginId: "l" });
  assert.equal(flinks.connectEventResult({ payload: "flinks:connect.event", data: inherited }), null);
  for (const event of [null, undefined, { payload: "lean:other", data: { loginId: "l" } }])
    assert.equal(flinks.connectEventResult(event), null);
});

test("the user's language is the first that there is, and else the default", () => {
  const locales = ["en", "fr-CA", "ar", "es", "fr"];
  const cases = [[["fr-CA"], "fr-CA"], [["FR_ca"], "fr-CA"], [["fr"], "fr"], [["fr-FR"], "fr"], [["de", "es-419", "en"], "es"]];
  for (const [wanted, found] of [...cases, [["de"], "en"], [[], "en"], [["ar-SA", "en"], "ar"], [["en-GB"], "en"]])
    assert.equal(bestLocale(wanted, locales), found, wanted.join());
  assert.equal(bestLocale(["fr-ca"], ["en", "fr", "fr-CA"]), "fr-CA");
});

test("a text is found for whatever comes", () => {
  const unknown = textFor(null, texts);
  assert.equal(unknown.title, textFor({ category: "unknown", challenge: null }, texts).title);
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const odd = { id: "__proto__#constructor", context: "toString", category: "__proto__", challenge: {} };
  for (const found of [undefined, {}, 7, "credentials_invalid", odd, { because: null }, revoked.proxy, { because: odd }])
    assert.deepEqual(textFor(found, texts), unknown);
});
