/** `redact` masks what the spec promises and nothing else, whatever it is given. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { load, readJson } from "./package.mjs";
import { cases, countryCases, shows } from "./redaction-grid.mjs";
import { sample, seedOfCommit } from "./sampling.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const { MASK, redact } = await load("redact");
const rules = readJson(`${REPO}/spec/redaction.json`);
const { providers } = readJson(`${REPO}/generated/spec/linkcodes.json`);
const CODES = providers.flatMap(({ vocabularies }) => vocabularies.flatMap(({ codes }) => codes.map(({ value }) => value)));
const MOST = 5;

// The whole grid is tried in tests/python/test_redact.py.
test("no secret of the grid is left, and nothing beside it is lost, by a sample", (context) => {
  const wrong = [];
  const all = [...cases(rules)];
  const seed = seedOfCommit();
  const chosen = sample(all, 7, seed);
  context.diagnostic(`seed ${seed}: ${chosen.length} of ${all.length} texts`);
  for (const { text, value } of chosen) {
    const masked = redact(text);
    if (shows(masked, value) || (text.includes("=ERROR") && !masked.includes("=ERROR"))) wrong.push([text, masked]);
  }
  assert.ok(all.length > 50_000 && chosen.length > 5_000, `${chosen.length} of ${all.length} texts`);
  assert.deepEqual(wrong.slice(0, MOST), [], `${wrong.length} texts are wrong`);
});

test("nothing that is promised of a country is left, by a sample", (context) => {
  const seed = seedOfCommit();
  const all = [...countryCases(rules)];
  const chosen = sample(all, 7, seed);
  context.diagnostic(`seed ${seed}: ${chosen.length} of ${all.length} texts`);
  const wrong = chosen
    .map((found) => ({ ...found, masked: redact(found.text) }))
    .filter(({ text, value, masked }) => shows(masked, value) || (text.includes("ERROR") && !masked.includes("ERROR")));
  assert.ok(all.length > 90_000 && chosen.length > 10_000, `${chosen.length} of ${all.length} texts`);
  assert.deepEqual(wrong.slice(0, MOST), [], `${wrong.length} texts are wrong`);
});

describe("codes", () => {
  for (const line of ["{}", "warn status={} code: {} failed", "https://a.example/?status={}&code={}", '{"status":"{}"}'])
    test(`none is masked in ${line}`, () => {
      for (const code of CODES) {
        const text = line.replaceAll("{}", code);
        assert.equal(redact(text), text);
      }
    });
  test("none is masked in a field", () => {
    for (const code of CODES) {
      const payload = { code, status: code, error: { code }, errors: [{ code }] };
      assert.deepEqual(redact(payload), payload);
    }
  });
});

describe("takes values of any type", () => {
  const rude = { get pin() { throw new Error("password=hunter22"); } };
  for (const [title, payload, expected] of [
    ["bytes", new TextEncoder().encode("pin: 4711"), new TextEncoder().encode(`pin: ${MASK}`)],
    ["bytes that are no text", Uint8Array.of(0xef, 0xbb, 0xbf, 0xff, 0x70, 0x69, 0x6e, 0x3d, 0x31, 0x20, 0xc3, 0xa9, 0xed, 0xa0, 0x80, 0x20),
      Uint8Array.of(0xef, 0xbb, 0xbf, 0xff, 0x70, 0x69, 0x6e, 0x3d, 0xe2, 0x80, 0xa2, 0xe2, 0x80, 0xa2, 0xe2, 0x80, 0xa2, 0x20, 0xc3, 0xa9, 0xed, 0xa0, 0x80, 0x20)],
    ["a map", new Map([["pin", 4711]]), { pin: MASK }],
    ["a list of pairs", Object.entries({ pin: 4711, a: 1 }), [["pin", MASK], ["a", 1]]],
    ["headers", new Headers({ "PLAID-SECRET": "Fluffy 77", host: "a" }), { host: "a", "plaid-secret": MASK }],
    ["parameters", new URLSearchParams("a=1&a=2&pin=4711"), { a: ["1", "2"], pin: MASK }],
    ["a URL", new URL("https://a.example/?pin=4711&a=1"), `https://a.example/?pin=${MASK}&a=1`],
    ["a request", new Request("https://a.example/?pin=4711", { headers: { cookie: "a=b" } }),
      { method: "GET", url: `https://a.example/?pin=${MASK}`, headers: { cookie: MASK } }],
    ["a set", new Set(["pin: 4711"]), [`pin: ${MASK}`]],
    ["an error", Object.assign(new Error("x"), { stack: "Error: password=hunter22" }), `Error: password=${MASK}`],
    ["a large integer", 4242424242424242n, `${MASK} 4242`],
    ["a parent's name", { card: { number: 4242424242424242 } }, { card: { number: `${MASK} 4242` } }],
    ["a name beside a value", { key: "otp", value: "482910" }, { key: "otp", value: MASK }],
    ["a key that is a secret", { "jane.doe@bank.com": 1 }, { [MASK]: 1 }],
    ["an object that throws", { a: rude, b: 1 }, { a: MASK, b: 1 }],
    ["__proto__", JSON.parse('{"__proto__":{"password":"zzzz"}}'), JSON.parse(`{"__proto__":{"password":"${MASK}"}}`)],
    ["a symbol", Symbol("password=hunter22"), "Symbol(password=•••)"],
  ])
    test(title, () => assert.deepEqual(redact(payload), expected));

  test("gives back what is no secret", () => {
    for (const value of [null, undefined, true, 0, 1.5, NaN, "ok", new Date(0)]) assert.equal(redact(value), value);
  });
  test("walks what contains itself, and what is shared, once", () => {
    const own = { pin: "4711" };
    own.me = own;
    assert.deepEqual(redact(own), { pin: MASK, me: { pin: MASK, me: MASK } });
    let wide = ["pin: 4711"];
    for (let depth = 0; depth < 60; depth++) wide = [wide, wide];
    const masked = redact(wide);
    assert.equal(masked[0], masked[1]);
    let deep = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    assert.ok(JSON.stringify(redact(deep)).includes(MASK));
  });
});

test("what is given is not changed", () => {
  const payload = Object.freeze({ password: "hunter22", list: Object.freeze(["pin: 4711"]) });
  assert.deepEqual(redact(payload), { password: MASK, list: [`pin: ${MASK}`] });
  assert.deepEqual(payload, { password: "hunter22", list: ["pin: 4711"] });
});

test("JSON in a text stays as it is written, and in a line it stays JSON", () => {
  const text = '{"status": "ERROR",  "2":1.10, "1": 12345678901e400, "body": "{\\"pin\\": 4711}"}';
  assert.equal(redact(text), text.replace("4711", '\\"•••\\"'));
  const masked = redact('cb {"pin": 4711, "password": {"a": ["hunter22"]}, "status": "ERROR"} took 3 ms');
  assert.deepEqual(JSON.parse(masked.slice(3, masked.indexOf(" took"))), { pin: MASK, password: MASK, status: "ERROR" });
});

describe("long texts", () => {
  for (const piece of ["a", "a.", "1 ", "=", '"', "{", "\\", "%41", "password=", 'password="', "pin 1", "code is ", "-----BEGIN A-----", "a@", "AB12 ", "A1b2", "٤"])
    test(JSON.stringify(piece), () => {
      const masked = redact(`${piece.repeat(Math.floor(300_000 / piece.length))}\npassword=hunter22\n`);
      assert.ok(!masked.includes("hunter22"));
    });
});

test("a text that was clean under one name is masked under another", () => {
  for (let round = 0; round < 2; round++) {
    assert.equal(redact('{"note": "hunter2"}'), '{"note": "hunter2"}');
    assert.equal(redact('{"password": "hunter2"}'), '{"password": "•••"}');
    assert.equal(redact(String.raw`{"note": "a\u0040b.io"}`), '{"note": "•••"}');
    for (let number = 0; number < 9_000; number++) redact(`{"note": "clean ${number}"}`);
  }
});
