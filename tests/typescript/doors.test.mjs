/** A secret goes into every function that the package exports, and is in nothing that comes out. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { shownBy } from "./doors.mjs";
import { load, MANIFEST, SPEC } from "./package.mjs";

const SECRET = "hunter22-Fluffy";
const TEXT = `login of jane failed, password: ${SECRET}`;
const BODY = { status: "ERROR", secondary_status: "INVALID_CREDENTIALS", password: SECRET, note: { text: TEXT } };
const LISTED = { error_type: "ITEM_ERROR", error_code: "ITEM_LOGIN_REQUIRED", error_message: TEXT, display_message: null };
const EVENT = { step: "REDIRECT", loginId: "x", password: SECRET };
const BYTES = new TextEncoder().encode(JSON.stringify(BODY));
const PAYLOADS = [BODY, LISTED, EVENT, [BODY, LISTED], { results: [BODY] }, BYTES, JSON.stringify(BODY), TEXT, SECRET];
const HEADERS = { "lean-signature": SECRET, Authorization: `Bearer ${SECRET}`, "Plaid-Verification": SECRET };
const schemes = SPEC.providers.flatMap(({ signatures }) => signatures.map(({ id }) => id.replace(/\.signature$/, "").replace(/:webhook$/, "")));
/** Lists of arguments that fit one function or another; every function is called with all of them. */
const CALLS = [
  ...PAYLOADS.map((payload) => [payload]),
  ...PAYLOADS.map((payload) => [payload, { provider: "lean", payload: SECRET, http_status: 401, operation: SECRET, at: 5 }]),
  ...PAYLOADS.map((payload) => ["lean", payload, { message: TEXT, vocabulary: SECRET, beside: BODY, http_status: 401 }]),
  ...PAYLOADS.map((payload) => [null, payload, { at: 7 }]),
  ...PAYLOADS.map((payload) => ["lean", "api.result", payload]),
  ...schemes.map((scheme) => [scheme.replace(":", "."), BYTES, HEADERS, SECRET]),
  ...schemes.map((scheme) => [scheme.replace(":", "."), BYTES, HEADERS, { "key-1": SECRET }, { claims: { sub: SECRET } }]),
  ...schemes.map((scheme) => [scheme.replace(":", "."), BYTES, {}]),
  [() => Promise.reject(new Error("no network")), { keep_s: 1 }],
  [],
];

/** What gives a secret back, and why that is right, by the name of the function; */
const EXEMPT = {
  sign: "It returns the header that a provider would send; where a scheme signs nothing, that is the secret itself.",
  redact: "A word that nothing says is a secret stays; `redact.test.mjs` tests what is masked.",
  createBridge: "Its text is the name of a variable in the page, which the program has written.",
  forwardingScript: "The same.",
  signedHeaders: "Its text is the id of a scenario, which the program has written.",
  SignatureError: "`verify` makes it, with words of its own.",
  KeyNotFetched: "What fetches keys makes it, with one of a few words.",
  withRaw: "It shows what came: this is what it is for.",
};
/** Fields by whose name what was passed comes back, with a field by which their objects are known, and why. */
const BY_NAME = [
  { field: "raw", beside: "matched_by", why: "The code that was asked about: one that is not listed must be seen to be reported." },
  { field: "value", beside: "known", why: "The same." },
  { field: "provider", beside: "matched_by", why: "The name of a provider, which the program passed." },
  { field: "vocabulary", beside: "matched_by", why: "The name of a vocabulary, which the program passed." },
  { field: "given", beside: "given", why: "What the program said about the payload: a provider, a payload, an operation." },
  { field: "value", beside: "valid", why: "What was checked, with its type." },
  { field: "origin", beside: "codes", why: "The address of the page that posted the message." },
  { field: "data", beside: "codes", why: "The message that the page has heard; the browser's event has it in a field of that name, too." },
];

/** Every function that the package exports, each once, with the module that has it. */
async function exported() {
  const entries = Object.entries(MANIFEST.exports).filter(([path, entry]) => entry !== path && !path.startsWith("./dataset"));
  const modules = entries.map(([path]) => path).filter((path) => path !== "./react");
  const found = new Map();
  for (const path of modules)
    for (const [name, value] of Object.entries(await load(path.replace(/^\.\/?/, ""))))
      // Functions that one function has made for each vocabulary have the same text; so one of them is enough.
      if (typeof value === "function" && !found.has(String(value))) found.set(String(value), { path, name, value });
  return [...found.values()];
}

test("no exported function shows a secret that it is given", async (context) => {
  const functions = (await exported()).filter(({ name }) => !(name in EXEMPT));
  context.diagnostic(`${functions.length} functions, ${CALLS.length} calls of each`);
  assert.ok(functions.length > 100);
  const leaks = new Map();
  for (const { path, name, value } of functions)
    for (const call of CALLS) {
      const texts = await shownBy(() => (/^class\b/.test(String(value)) ? new value(...call) : value(...call)), BY_NAME);
      const ways = Object.entries(texts).filter(([, text]) => text.includes(SECRET)).map(([way]) => way);
      if (ways.length) leaks.set(`${path} ${name}`, `${ways} of ${inspect(call, { breakLength: Infinity }).slice(0, 100)}`);
    }
  assert.deepEqual(Object.fromEntries(leaks), {});
});

test("a secret is found in whatever way it comes out", async () => {
  const failing = Object.assign(new Error("x", { cause: new Error(SECRET) }), { body: { pin: SECRET } });
  const doors = {
    inspect: () => ({ deep: [[{ a: new Map([["x", { y: SECRET }]]) }]] }),
    JSON: () => ({ toJSON: () => SECRET }),
    string: () => ({ __proto__: null, toString: () => SECRET, [inspect.custom]: () => "" }),
    fields: () => Promise.reject(failing),
    message: () => { throw new TypeError(SECRET); },
    spread: () => ({ b: { [SECRET]: 1 } }),
    written: () => console.warn("login failed", { pin: SECRET }),
  };
  for (const [way, call] of Object.entries(doors)) assert.ok((await shownBy(call))[way].includes(SECRET), way);
  const named = () => ({ raw: SECRET, matched_by: null, more: [{ raw: SECRET, matched_by: null }] });
  for (const text of Object.values(await shownBy(named, BY_NAME))) assert.ok(!text.includes(SECRET), text);
});

test("what came is there by its name, and in a copy that shows it", async () => {
  const { decode, withRaw } = await load("runtime");
  const { reread } = await load("webhooks");
  const decoded = decode(BODY);
  assert.equal(decoded.data, BODY);
  assert.equal(decoded.raw, BODY);
  assert.equal(JSON.parse(JSON.stringify(withRaw(decoded))).raw.password, SECRET);
  const delivery = await reread("lean", BYTES);
  assert.equal(delivery.event.body.password, SECRET);
  assert.equal(withRaw(delivery).event.body.password, SECRET);
  assert.equal(withRaw(delivery).outcome.decoded.raw.password, SECRET);
});
