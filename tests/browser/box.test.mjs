// The parts of the box on the home page that need no page: masking, its limits, suggestions, reading, links.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { EXAMPLES } from "../typescript/examples.mjs";
import { settings } from "../../site/bundle.mjs";
import { KEPT, SECRETS } from "./secrets.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const PARTS = ["mask", "codes", "suggest", "read", "share", "texts", "locate", "hints", "../shared/search", "../shared/distance"];

let box, folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "box-"));
  await build({
    ...settings(join(REPO, "generated"), join(REPO, "build/pages")),
    stdin: {
      contents: PARTS.map((name) => `export * from "./${name}.ts";`).join("\n"),
      resolveDir: join(REPO, "site/app/home"),
      loader: "ts",
    },
    format: "esm",
    outfile: join(folder, "box.mjs"),
  });
  box = await import(pathToFileURL(join(folder, "box.mjs")).href);
  const index = JSON.parse(readFileSync(join(REPO, "generated/python/linkcodes/data/search.json"), "utf-8"));
  box.useSearch({ finder: box.finder, index });
});

after(() => rmSync(folder, { recursive: true, force: true }));

const mask = (text) => box.masked(text).text;
const valuesOf = (entries) => entries.map(({ provider, code }) => `${provider.id} ${code.value}`);
const suggest = (text) => valuesOf(box.suggestions(text));
/** What a reading amounts to, without the texts that it was read from. */
const essence = (readings) =>
  readings.map(({ outcome: { verdict, decoded } }) => [
    decoded.payload,
    verdict,
    decoded.classifications.map(({ id, raw, context }) => [id, raw, context]),
  ]);

describe("masking", () => {
  for (const { text, secrets } of SECRETS)
    test(`hides the secrets in ${text.slice(0, 70)}`, () => {
      const masked = mask(text);
      for (const secret of secrets) assert.ok(!masked.includes(secret), `${secret} is left in ${masked}`);
      assert.ok(masked.includes(box.MASK));
      assert.equal(mask(masked), masked, "masking twice changes it");
    });

  for (const text of KEPT)
    test(`leaves ${text.slice(0, 70)} as it is`, () => {
      const masked = mask(text);
      assert.equal(text.startsWith("{") ? JSON.stringify(JSON.parse(masked)) : masked, text);
    });

  test("leaves every listed code as it is, alone, in JSON, in a query and in a log line", () => {
    for (const { code } of box.ENTRIES) {
      const value = String(code.value);
      assert.equal(mask(value), value);
      assert.deepEqual(JSON.parse(mask(JSON.stringify({ code: value, status: value }))), { code: value, status: value });
      if (/^[\w.]+$/.test(value)) {
        assert.ok(mask(`https://example.com/?status=${value}&code=${value}`).split(value).length >= 3);
        assert.ok(mask(`2026-01-01T00:00:00Z warn status=${value} code: ${value} failed`).split(value).length >= 3);
      }
    }
  });

  test("changes nothing about what the examples of all payloads are read as", () => {
    const read = EXAMPLES.filter(({ verdict }) => verdict !== "reject");
    for (const { name, value } of read) {
      const text = JSON.stringify(value, null, 2);
      if (/"(authorization": \{|credentials": \[)/.test(text)) continue; // below such a name, all is hidden
      assert.deepEqual(essence(box.readAll(mask(text))), essence(box.readAll(text)), name);
    }
    assert.ok(read.length > 500);
  });

  test("takes out what hides or turns round text", () => {
    const hidden = "a\u202eb\u200bc\u0000d\ud800e\u2066f\ue000g\u001b[31mh\u2028i";
    assert.equal(mask(hidden), "abcdefg[31mhi");
    assert.deepEqual(JSON.parse(mask(JSON.stringify({ [hidden]: hidden }))), { "abcdefg[31mhi": "abcdefg[31mhi" });
    assert.equal(mask("pass\u200bword=hunter22"), `password=${box.MASK}`);
  });

  test("keeps the last four characters of numbers of accounts and cards", () => {
    assert.match(mask("card 4242 4242 4242 4242"), /••• 4242$/);
    assert.match(mask("GB29NWBK60161331926819"), /••• 6819$/);
    assert.equal(JSON.parse(mask('{"accountNumber": 12345678901}')).accountNumber, "••• 8901");
  });

  test("says how many secrets there were", () => {
    assert.equal(box.masked('{"password":"a","token":"b"}').count, 2);
    assert.equal(box.masked("status=ERROR").count, 0);
  });

  test("makes a plain field of __proto__", () => {
    assert.equal(mask('{"__proto__":{"password":"zzzz"}}').replace(/\s/g, ""), '{"__proto__":{"password":"•••"}}');
    assert.equal({}.password, undefined);
  });
});

describe("limits", () => {
  const big = {
    "10 MB of text": "word ".repeat(2_000_000),
    "one word of 10 MB": "a".repeat(10_000_000),
    "JSON nested 100,000 deep": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
    "a list nested 100,000 deep": "[".repeat(100_000) + "]".repeat(100_000),
    "a list that never ends": "[".repeat(1_000_000),
    "a list of 100,000": JSON.stringify({ items: Array(100_000).fill({ a: "b" }) }),
    "100,000 fields": JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`k${key}`, key]))),
    "a million passwords": "password=".repeat(1_000_000),
    "percent signs": "=%41".repeat(250_000),
    "a path without end": "a/".repeat(500_000),
    "a list of paths": JSON.stringify(Array(1_000).fill("a/".repeat(2_000))),
    "equals signs": "=".repeat(1_000_000),
  };
  for (const [title, text] of Object.entries(big))
    test(`${title}: the first part is read, and that is said`, () => {
      const { text: masked, cut } = box.masked(text);
      assert.ok(cut);
      assert.ok(masked.length <= 1_000_000, `${masked.length} characters are left`);
      assert.ok(Array.isArray(box.readAll(masked)));
    });

  test("a long list beside the codes does not hide them", () => {
    const status = box.ENTRIES.find(({ code }) => code.value === "INVALID_MFA");
    assert.ok(status);
    const text = JSON.stringify({ status: "ERROR", secondary_status: "INVALID_MFA", items: Array(100_000).fill("x") });
    const [{ outcome }] = box.readAll(mask(text));
    assert.equal(outcome.because.raw, "INVALID_MFA");
  });
});

describe("suggestions", () => {
  const first = (text) => suggest(text)[0]?.split(" ")[1];
  for (const [typed, expected] of [
    ["INVALID_M", /^invalid_mfa$/i],
    ["invalid mfa", /^invalid_mfa$/i],
    ["mfa invalid", /^invalid_(\w+_)?mfa/i],
    ["INVALDI_CREDENTIALS", /^(INVALID_CREDENTIALS|2005)$/i], // MX's number for it has this name
    ["INVALID_CREDENTAILS", /^(INVALID_CREDENTIALS|2005)$/i],
    ["QuestionNotFound", /^QUESTION_NOT_FOUND$/],
    ["accounts.fai", /^accounts\.failed$/],
  ])
    test(`${typed} finds ${expected}`, () => assert.match(first(typed) ?? "", expected));

  test("words of the meaning find it too", () => {
    assert.ok(suggest("one-time code wrong").some((text) => text.endsWith("INVALID_MFA")));
  });
  test("nothing, white space and signs suggest nothing", () => {
    for (const text of ["", "  ", "___", "?!", "\u0000"]) assert.deepEqual(suggest(text), []);
  });
  test("nonsense suggests nothing, and names of inherited fields do no harm", () => {
    for (const text of ["zzqqxxyyzz", "constructor.prototype", "💥💥💥💥"]) assert.deepEqual(suggest(text), []);
    assert.ok(Array.isArray(suggest("__proto__")));
  });
  test("there are never more than eight", () => assert.equal(suggest("invalid").length, 8));
  test("distance counts changes, and a swap once", () => {
    for (const [left, right, expected] of [["", "", 0], ["abc", "abc", 0], ["abc", "acb", 1], ["abc", "ab", 1], ["abc", "xyz", 3]])
      assert.equal(box.distance(left, right, 3), expected);
  });
});

describe("a code that is typed", () => {
  test("is found in all vocabularies that list it, values with an outcome first", () => {
    const { entries, how } = box.named("INVALID_LOGIN");
    assert.equal(how, "exact");
    assert.ok(entries.length > 1);
    assert.equal(new Set(entries.map(({ page }) => page)).size, entries.length);
  });
  test("is found in another case and spelling, and that is said", () => {
    assert.equal(box.named("INVALID_Mfa").how, "other_case");
    assert.equal(box.named("invalid-mfa").how, "other_spelling");
    assert.equal(box.named("no such code"), null);
    assert.equal(box.named("INVALID_MFA").alike[0].code.value, "invalid_mfa");
  });
  test("has all its meanings", () => {
    const several = box.ENTRIES.filter(({ code }) => code.contexts);
    assert.ok(several.length > 0);
    for (const entry of several) {
      const meanings = box.meaningsOf(entry);
      const ids = entry.code.contexts.map(({ id }) => id);
      const usual = entry.code.default_context;
      assert.deepEqual(meanings.map(({ context }) => context), [usual, ...ids.filter((id) => id !== usual)]);
      for (const item of meanings) assert.ok(box.meaning(item)[1], "how to tell it");
    }
  });
});

describe("hints, where no code is as providers write it", () => {
  const hint = (text) => {
    const [found] = box.hinted(text);
    return found ? [found.how, ...new Set(found.entries.map(({ provider, code }) => `${provider.id} ${code.value}`))] : null;
  };
  for (const [text, expected] of [
    ["User says: DISABLED LOGIN flinks", ["in_words", "flinks DISABLED_LOGIN"]],
    ["Hi,\nthe screen says: disabled login.\nThanks", ["in_words", "flinks DISABLED_LOGIN"]],
    ["argyle says 'Invalid mfa'", ["in_words", "argyle invalid_mfa"]],
    ["lean: invalid-mfa", ["in_words", "lean INVALID_MFA"]],
    ["they saw Your operation is  STILL processing, then left", ["message", "flinks OPERATION_PENDING"]],
    ["HTTP/1.1 429 Too Many Requests", null],
    ["secondary_status = INVALID_MFA_TYPE", null],
    ["nothing of the kind", null],
    ["", null],
    ["invalid ".repeat(100_000), null],
  ])
    test(`${text.slice(0, 50)}: ${expected}`, () => assert.deepEqual(hint(text), expected));

  for (const [text, expected] of [
    ["flinks 203", 203], ["Lean 500", 500], ["401", 401], ["HTTP/1.1 429 Too Many Requests", 429],
    ["the status code was: 1", null], ["it says status 404 today", 404], ['{"HttpStatusCode":401,"Mess', 401],
    ["999", null], ["room 401", null], ["status 4010", null], ["", null],
  ])
    test(`the HTTP status in ${text}: ${expected}`, () => assert.equal(box.statusIn(text), expected));

  test("a status has its codes and its payloads", () => {
    assert.ok(box.withStatus(401).length > 5);
    for (const { code } of box.withStatus(401))
      assert.ok([code, ...(code.contexts ?? [])].some(({ http }) => http?.includes(401)));
    assert.deepEqual(box.payloadsWith("flinks", 203).map(([, title]) => title), ["API challenge"]);
    for (const provider of ["flinks", "nobody", "__proto__"]) assert.deepEqual(box.payloadsWith(provider, 299), []);
  });

  test("a sentence suggests the codes that have most of its words", () => {
    assert.ok(suggest("The one-time code is wrong").includes("lean INVALID_MFA"));
    assert.ok(suggest("The username or password is incorrect").includes("argyle invalid_credentials"));
    assert.deepEqual(suggest("my dog ate a shoe"), []);
  });
});

describe("reading", () => {
  const payload = { status: "ERROR", secondary_status: "INVALID_MFA", message: "x" };
  const json = JSON.stringify(payload);
  for (const [title, text] of Object.entries({
    "JSON": json,
    "a text that contains JSON": JSON.stringify(json),
    "a log line with JSON": `2026-01-01 WARN callback ${json} took 3 ms`,
    "a log line with quoted JSON": `body=${JSON.stringify(json)} level=warn`,
    "a part of a larger object": JSON.stringify({ headers: { a: "b" }, body: payload }),
    "a part that is a text": JSON.stringify({ Records: [{ body: json }] }),
    "a list": JSON.stringify([payload]),
    "a query": "https://example.com/done?status=ERROR&secondary_status=INVALID_MFA",
    "percent signs": `payload=${encodeURIComponent(json)}`,
  }))
    test(`${title} is recognized`, () => {
      const [{ outcome }] = box.readAll(text);
      assert.equal(outcome.because.raw, "INVALID_MFA");
    });

  test("each line of a log is read for itself", () => {
    const readings = box.readAll(`a ${json}\n\nb ${json.replace("INVALID_MFA", "INVALID_CREDENTIALS")}`);
    assert.deepEqual(readings.map(({ where }) => where), ["line 1", "line 3"]);
    assert.deepEqual(readings.map(({ outcome }) => outcome.because.raw), ["INVALID_MFA", "INVALID_CREDENTIALS"]);
  });
  test("an HTTP status in a field of its own is no payload", () => {
    const readings = box.readAll(JSON.stringify({ level: "error", payload, http: { status: 200 } }));
    assert.deepEqual(readings.map(({ where }) => where), ["/payload"]);
  });
  test("what says nothing is nothing", () => {
    for (const text of ['{"status":200}', "", "hello", "{}", "[]", "null", '"', "{", "https://example.com", "\u0000"])
      assert.deepEqual(box.readAll(text), []);
  });
  test("several codes that look like codes are hints in the order of the text, and ordinary words are none beside them", () => {
    const values = (text) => box.hinted(text).map(({ entries }) => entries[0].code.value);
    assert.deepEqual(values("first INVALID_PASSWORD, then it is in progress, then DISABLED_LOGIN at Flinks"), ["INVALID_PASSWORD", "DISABLED_LOGIN"]);
    assert.deepEqual(values("in progress, no more"), values("in progress"));
  });
  test("takes words in JSON for a hint, not for evidence", () => {
    const text = '{"step":"BANK_MAINTENANCE_RETRY_LATER"}';
    assert.deepEqual(box.readAll(text), []);
    assert.equal(box.hinted(text)[0]?.how, "in_words");
  });
  test("each code has the pointer of its field", () => {
    const [{ outcome }] = box.readAll(json);
    const pointers = box.placed(outcome.decoded.classifications, box.placesIn(outcome.decoded));
    assert.deepEqual(
      pointers.map(([item, place]) => [item.raw, place.pointer]),
      [["INVALID_MFA", "/secondary_status"], ["ERROR", "/status"]],
    );
  });
});

describe("links", () => {
  const essential = ({ provider, vocabulary, raw, id, context }) => ({ provider, vocabulary, raw, id, context });

  test("hold the codes of every example, and give them back", () => {
    for (const { provider } of new Set(box.ENTRIES)) assert.ok(provider.id);
    for (const { name, value } of EXAMPLES.filter(({ verdict }) => verdict === "accept")) {
      const readings = box.readAll(mask(JSON.stringify(value, null, 2)));
      if (readings.length !== 1) continue;
      const { decoded, verdict } = readings[0].outcome;
      const link = box.fragmentOf(readings);
      assert.match(link, /^#codes:[\w.:~=&-]*$/);
      const shared = box.sharedIn(link);
      assert.equal(shared.verdict, verdict);
      assert.equal(shared.payload, decoded.payload);
      const plain = decoded.classifications.filter(({ raw }) => /^[\w.:-]{1,80}$/.test(String(raw ?? " ")));
      assert.deepEqual(new Set(shared.classifications.map((item) => JSON.stringify(essential(item)))),
        new Set(plain.map((item) => JSON.stringify(essential(item)))), name);
    }
  });
  test("hold no value that is more than a code", () => {
    for (const value of ["<b>", "a b", "x".repeat(81), 'a"b', "a/b?c=d", "ü"]) {
      const readings = box.readAll(JSON.stringify({ status: "ERROR", secondary_status: value }));
      assert.ok(!decodeURIComponent(box.fragmentOf(readings)).includes(value));
    }
  });
  test("of others, or broken ones, are no link or hold nothing", () => {
    for (const hash of ["", "#", "#providers", "#codes", `#codes:${"x".repeat(20_000)}`]) assert.equal(box.sharedIn(hash), null);
    for (const hash of ["#codes:", "#codes:code=~~~~", "#codes:code=<b>", "#codes:verdict=constructor&code=a"]) {
      const shared = box.sharedIn(hash);
      assert.equal(shared.verdict, "unknown");
      assert.deepEqual(shared.classifications, []);
    }
  });
});
