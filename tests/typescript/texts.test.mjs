/** What people read, in one language and another: which text counts, whose it is, and what no native speaker has read. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./package.mjs";

const { bestLocale, endUserTexts, supportTexts, textFor } = await load("texts");
const { texts: english } = await load("texts/en/flinks");

const LOCKED = { id: "acme:api.code#LOCKED", category: "account_locked", challenge: null };
const GONE = { id: "acme:api.code#GONE", category: "reauth_required", challenge: null };
const general = {
  lang: "xx",
  dir: "rtl",
  state: "draft",
  outcomes: {
    account_locked: { title: "Locked", body: "b", button: null },
    unknown: { title: "Unknown", body: "b", button: null, state: "reviewed" },
  },
};
const rows = [["Call your bank", "b", null, "reviewed"], ["Gone", "b"]];
const own = endUserTexts(general, { "acme:api.code": "0 LOCKED 1 GONE" }, rows);

test("a text says its own state, language and direction", () => {
  assert.deepEqual(textFor(LOCKED, own), { lang: "xx", dir: "rtl", state: "reviewed", title: "Call your bank", body: "b", button: null });
  assert.equal(textFor(GONE, own).state, "draft");
  const { title, lang, dir } = textFor({ category: "rate_limited", challenge: null }, [own, english]);
  assert.deepEqual([title, lang, dir], [english.outcomes.rate_limited.title, "en", "ltr"]);
});

test("drafts can be left out", () => {
  const noDrafts = { drafts: false };
  assert.equal(textFor(LOCKED, own, noDrafts).title, "Call your bank");
  assert.equal(textFor(GONE, own, noDrafts).title, "Unknown", "what is reviewed, though it says less");
  assert.equal(textFor(GONE, [own, english], noDrafts).lang, "en");
  assert.equal(textFor(GONE, { ...own, outcomes: {} }, noDrafts), null);
  for (const options of [undefined, null, {}, 7, { drafts: true }, { drafts: null }])
    assert.equal(textFor(GONE, own, options).title, "Gone");
});

test("so can those for support", () => {
  const row = (word, ...state) => [[word], [word], [word], ...state];
  const texts = supportTexts({ lang: "xx", dir: "ltr", state: "draft" }, { unknown: row("general") }, [
    [{ "acme:api.code": "0 LOCKED 1 GONE" }, [row("locked", "reviewed"), row("gone")]],
  ]);
  assert.deepEqual(textFor(LOCKED, texts, { drafts: false }).do, ["locked"]);
  assert.equal(textFor(GONE, texts, { drafts: false }), null);
});

test("no draft of the package is taken for reviewed, and the source is none", async () => {
  const { texts: spanish } = await load("texts/es/flinks");
  const found = { id: "flinks:api.code#UNAUTHORIZED", category: "credentials_invalid", challenge: null };
  assert.equal(textFor(found, spanish, { drafts: false }), null);
  assert.equal(textFor(found, [spanish, english], { drafts: false }).lang, "en");
  assert.equal(textFor(found, english, { drafts: false }).state, "source");
});

test("a language comes before its regions, and these before another language", () => {
  const locales = ["en", "fr-CA", "fr", "pt-BR"];
  const cases = { "fr-FR": "fr", fr: "fr", "fr-ca": "fr-CA", "fr-BE": "fr", pt: "pt-BR", "pt-PT": "pt-BR", de: "en" };
  for (const [wanted, found] of Object.entries(cases)) assert.equal(bestLocale([wanted], locales), found, wanted);
});
