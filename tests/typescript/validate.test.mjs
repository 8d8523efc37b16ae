/** The validators agree with Ajv on every example and on thousands of mutants, and withstand any value. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import { examplesOf } from "./examples.mjs";
import { DIR, SPEC, load } from "./package.mjs";
import { validatorsIn } from "./schemas.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const FLAVORS = { tolerant: "", strict: "/strict" };
const MUTANTS_OF_EACH = 12;
const SEED = 20260101;

const ajv = new Ajv2020({ strict: false });
const module = Object.fromEntries(
  await Promise.all(
    SPEC.providers.flatMap(({ id }) =>
      Object.entries(FLAVORS).map(async ([flavor, end]) => [
        `${flavor} ${id}`,
        await load(`validate/${id}${end}`),
      ]),
    ),
  ),
);
const guards = Object.fromEntries(
  await Promise.all(
    Object.keys(module).map(async (name) => {
      const [flavor, id] = name.split(" ");
      return [name, await load(`validate/${id}${FLAVORS[flavor]}/is`)];
    }),
  ),
);
const payloads = SPEC.providers.flatMap(({ id, payloads }) =>
  payloads.map((payload) => ({ ...payload, provider: id, local: payload.id.split(":")[1] })),
);

/** Every example of the payload, with what it is an example of. */
const examples = ({ id }) => examplesOf(id).map(({ verdict, name, value }) => ({ kind: verdict, name, value }));

const published = Object.fromEntries(
  Object.keys(FLAVORS).map((flavor) => [
    flavor,
    validatorsIn(ajv, join(REPO, "generated"), flavor, SPEC.providers.map(({ id }) => id)),
  ]),
);

/** Our validator of a payload, and Ajv's of the published schema. */
function both(flavor, { provider, local, type_name }) {
  return [module[`${flavor} ${provider}`][`validate${type_name}`], published[flavor](provider, local)];
}

/** A generator of pseudo-random numbers from 0 to below `limit`, the same in every run. */
function dice(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const ODD = [
  ...[null, true, false, 0, -1, 1.5, 202, 1e300, "", "x", "brand-new", "\ud83d\ude00", "\ud800"],
  ...[[], [null], ["x"], [[]], {}, { x: 1 }, { constructor: 1 }, JSON.parse('{"__proto__": null}')],
];
const NAMES = ["x", "", "a/b", "constructor", "toString", "__proto__", "hasOwnProperty", "length", "0"];

/** Changes one place of a JSON value: replaces, removes or adds something. */
function mutated(value, roll) {
  const copy = structuredClone({ root: value });
  const places = [[copy, "root"], ...placesIn(value, copy.root)];
  const [node, key] = places[roll(places.length)];
  const inside = node[key];
  const name = NAMES[roll(NAMES.length)];
  const odd = structuredClone(ODD[roll(ODD.length)]);
  const kind = roll(3);
  if (kind === 0 && node !== copy && !Array.isArray(node)) delete node[key];
  else if (kind === 1 && isObject(inside)) set(inside, name, odd);
  else if (kind === 1 && Array.isArray(inside)) inside.push(odd);
  else set(node, key, odd);
  return copy.root;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const set = (object, key, value) =>
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });

function placesIn(value, copy) {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => [[copy, key], ...placesIn(value[key], copy[key])]);
}

for (const flavor of Object.keys(FLAVORS))
  describe(`the ${flavor} validators`, () => {
    test("accept and refuse the examples as their folders say, and as Ajv does", () => {
      let seen = 0;
      for (const payload of payloads) {
        const [ours, theirs] = both(flavor, payload);
        for (const { kind, name, value } of examples(payload)) {
          const verdict = ours(value);
          const expected = kind === "accept" || (kind === "unlisted" && flavor === "tolerant");
          const found = JSON.stringify(verdict.problems);
          assert.equal(verdict.valid, expected, `${payload.id} ${kind}/${name}: ${found}`);
          assert.equal(theirs(value), expected);
          if (verdict.valid) assert.equal(verdict.value, value);
          else assert.ok(verdict.problems.length > 0);
          seen += 1;
        }
      }
      assert.ok(seen > 1000, `${seen} examples`);
    });

    test("agree with Ajv on mutants of the examples", () => {
      const roll = dice(SEED);
      const counts = { true: 0, false: 0 };
      for (const payload of payloads) {
        const [ours, theirs] = both(flavor, payload);
        for (const { value } of examples(payload))
          for (let turn = 0; turn < MUTANTS_OF_EACH; turn++) {
            const mutant = mutated(turn % 2 ? value : mutated(value, roll), roll);
            assert.equal(ours(mutant).valid, theirs(mutant), `${payload.id}: ${JSON.stringify(mutant)}`);
            counts[theirs(mutant)] += 1;
          }
      }
      assert.ok(Math.min(counts.true, counts.false) > 1000, JSON.stringify(counts));
    });

    test("point at the place that is wrong", () => {
      let seen = 0;
      for (const payload of payloads) {
        const [ours] = both(flavor, payload);
        for (const { value } of examples(payload).filter(({ kind }) => kind === "accept"))
          for (const [pointer, broken] of brokenAt(value)) {
            const verdict = ours(broken);
            if (verdict.valid) continue; // A field that may contain anything, or one that is not described.
            assert.deepEqual(verdict.problems.map((problem) => problem.pointer), [pointer], payload.id);
            seen += 1;
          }
      }
      assert.ok(seen > 1000, `${seen} places`);
    });
  });

for (const flavor of Object.keys(FLAVORS))
  describe(`the ${flavor} guards`, () => {
    const pairs = payloads.map((payload) => [
      payload,
      guards[`${flavor} ${payload.provider}`][`is${payload.type_name}`],
      module[`${flavor} ${payload.provider}`][`validate${payload.type_name}`],
    ]);

    test("say the same as the validators of examples and thousands of mutants", () => {
      const roll = dice(SEED + 1);
      const counts = { true: 0, false: 0 };
      for (const [payload, is, validate] of pairs)
        for (const { value } of examples(payload))
          for (let turn = 0; turn < 2 * MUTANTS_OF_EACH; turn++) {
            const mutant = turn ? mutated(turn % 2 ? value : mutated(value, roll), roll) : value;
            const { valid } = validate(mutant);
            assert.equal(is(mutant), valid, `${payload.id}: ${JSON.stringify(mutant)}`);
            counts[valid] += 1;
          }
      assert.ok(Math.min(counts.true, counts.false) > 2_500, JSON.stringify(counts));
    });

    test("say the same of the payloads of others", () => {
      const all = payloads.flatMap((payload) => examples(payload).slice(0, 1).map(({ value }) => value));
      for (const [payload, is, validate] of pairs)
        for (const value of [...all, ...ODD])
          assert.equal(is(value), validate(value).valid, `${payload.id}: ${JSON.stringify(value)}`);
    });

    test("say the same of own fields, whatever is inherited", () => {
      const shapes = [
        (value) => Object.assign(Object.create(null), value),
        (value) => Object.create(value),
        (value) => Object.assign(Object.create({ inherited: [1] }), value),
        (value) => new (class Kind {
          constructor() {
            Object.assign(this, value);
          }
        })(),
        (value) => Object.defineProperty({ ...value }, Object.keys(value)[0], { enumerable: false }),
        (value) => ({ ...value, [Object.keys(value)[0]]: undefined }),
        (value) => new Proxy(value, {}),
      ];
      for (const [payload, is, validate] of pairs)
        for (const { value } of examples(payload).filter(({ value }) => isObject(value) && Object.keys(value).length))
          for (const shape of shapes) assert.equal(is(shape(value)), validate(shape(value)).valid, `${payload.id} ${shape}`);
    });

    test("say the same of values that JSON does not have, at every place", () => {
      const values = [NaN, Infinity, -0, undefined, 1n, Symbol("x"), () => 0, new Date(0), new Map()];
      for (const [payload, is, validate] of pairs)
        for (const { value } of examples(payload).filter(({ kind }) => kind === "accept").slice(0, 2)) {
          const copy = structuredClone({ root: value });
          for (const [node, key] of placesIn(value, copy.root)) {
            const before = node[key];
            for (const odd of values) {
              node[key] = odd;
              assert.equal(is(copy.root), validate(copy.root).valid, `${payload.id} ${key}: ${String(odd)}`);
            }
            node[key] = before;
          }
        }
    });

    test("are not misled by what was added to all objects", () => {
      const all = pairs.flatMap(([payload, is, validate]) =>
        examples(payload).map(({ value }) => [payload, is, validate, value]),
      );
      const names = new Set(all.flatMap(([, , , value]) => (isObject(value) ? Object.keys(value) : [])));
      for (const name of [...names].filter((each) => !(each in Object.prototype)).slice(0, 40)) {
        Object.prototype[name] = { polluted: true };
        try {
          for (const [payload, is, validate, value] of all.filter((_, index) => index % 7 === 0))
            assert.equal(is(value), validate(value).valid, `${payload.id} with ${name}`);
        } finally {
          delete Object.prototype[name];
        }
      }
    });

    test("are found by the id of their payload, with or without the provider", () => {
      for (const [payload, is] of pairs) {
        const byId = guards[`${flavor} ${payload.provider}`].is;
        for (const { value } of examples(payload))
          for (const id of [payload.id, payload.local]) assert.equal(byId(id, value), is(value));
        assert.equal(byId("toString", {}), false);
      }
    });
  });

/** Yields copies of a value, each with another place of another type, and the JSON pointer to that place. */
function* brokenAt(value, pointer = "") {
  yield [pointer, typeof value === "number" ? "text" : 1.5];
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const below = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    for (const [place, child] of brokenAt(value[key], below)) {
      const copy = Array.isArray(value) ? [...value] : { ...value };
      copy[key] = child;
      yield [place, copy];
    }
  }
}

describe("a verdict", () => {
  const { validateConnectEvent, validateApiChallenge } = module["tolerant flinks"];
  const problems = (validate, value) => {
    const verdict = validate(value);
    assert.equal(verdict.valid, false);
    return verdict.problems.map(({ pointer, message }) => `${pointer} ${message}`);
  };

  test("names every place and what is wrong there", () => {
    const challenges = [{ Type: 7, Prompt: "?" }, { Iterables: ["a", null] }, []];
    const value = { HttpStatusCode: 200, SecurityChallenges: challenges };
    assert.deepEqual(problems(validateApiChallenge, value), [
      "/HttpStatusCode must be 203",
      "/SecurityChallenges/0/Type must be a string, not an integer",
      "/SecurityChallenges/1/Type is missing",
      "/SecurityChallenges/1/Prompt is missing",
      "/SecurityChallenges/1/Iterables/1 must be a string, not null",
      "/SecurityChallenges/2 must be an object, not an array",
    ]);
    assert.deepEqual(problems(validateApiChallenge, "text"), [" must be an object, not a string"]);
  });

  test("says what would help where one of several fields must be there", () => {
    assert.deepEqual(problems(validateConnectEvent, { institution: "FlinksCapital" }), [
      " one of these must be fixed: /step is missing; or /flinksCode is missing",
    ]);
  });

  test("of the strict flavor names codes and fields that are not listed", () => {
    const { validateConnectEvent: strict } = module["strict flinks"];
    assert.deepEqual(problems(strict, { step: "BRAND_NEW", "a/b~c": 1 }), [
      "/step must be one of the listed values",
      "/a~1b~0c is not a listed field",
    ]);
  });

  test("never quotes the payload, which may contain personal data", () => {
    const secret = "4111-1111-1111-1111";
    for (const validate of Object.values(module).flatMap(validatorsOf))
      for (const value of [secret, [secret], { HttpStatusCode: secret, event: secret, step: [secret] }])
        assert.doesNotMatch(JSON.stringify(validate(value).problems ?? []), /4111/);
  });

  test("counts neither inherited fields nor undefined", () => {
    assert.deepEqual(problems(validateConnectEvent, Object.create({ step: "APP_MOUNTED" })).length, 1);
    assert.deepEqual(problems(validateConnectEvent, { step: undefined }).length, 1);
    assert.equal(validateConnectEvent({ step: "APP_MOUNTED", flinksCode: undefined }).valid, true);
    Object.prototype.step = "APP_MOUNTED";
    try {
      assert.deepEqual(problems(validateConnectEvent, {}).length, 1);
    } finally {
      delete Object.prototype.step;
    }
  });

  test("stops at a hundred problems, however many there are", () => {
    const many = { HttpStatusCode: 203, SecurityChallenges: new Array(4_000_000_000) };
    assert.equal(problems(validateApiChallenge, many).length, 100);
    const { validateConnectEvent: strict } = module["strict flinks"];
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, index]));
    assert.equal(problems(strict, { step: "APP_MOUNTED", ...fields }).length, 100);
  });

  test("reports when a value cannot be read", () => {
    const trap = Object.defineProperty({ step: "APP_MOUNTED" }, "flinksCode", {
      get: () => {
        throw new Error("a trap");
      },
    });
    assert.deepEqual(problems(validateConnectEvent, trap), [" cannot be read"]);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const challenges = [{ Type: "ImageSelection", Prompt: "?" }, proxy];
    const unreadable = { HttpStatusCode: 203, SecurityChallenges: challenges };
    assert.deepEqual(problems(validateApiChallenge, unreadable), ["/SecurityChallenges/1 cannot be read"]);
  });
});

const validatorsOf = ({ validate, ...others }) => Object.values(others);

test("no value makes a validator throw, and none is changed", () => {
  const fail = () => {
    throw null;
  };
  const traps = Object.getOwnPropertyNames(Reflect).map((trap) => [trap, fail]);
  const throwing = new Proxy({}, Object.fromEntries(traps));
  const cycle = { step: "x", data: {} };
  cycle.data.data = cycle;
  let deep = [];
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  const hostile = [
    ...[undefined, null, NaN, Infinity, -0, 10n, Symbol("x"), () => 0, "x".repeat(10_000_000), new Date(NaN)],
    ...[throwing, proxy, cycle, deep, Object.freeze({ step: 1 }), Object.create(null), new String("x")],
    ...[{ toString: null }, { toJSON: fail }, JSON.parse('{"__proto__": {"step": 1}}')],
  ];
  for (const exports of Object.values(module))
    for (const validate of validatorsOf(exports))
      for (const value of hostile) {
        const verdict = validate(value);
        if (verdict.valid) assert.equal(verdict.value, value);
        else assert.ok(verdict.problems.length >= 1 && verdict.problems.length <= 100);
      }
  for (const exports of Object.values(guards))
    for (const [name, is] of Object.entries(exports).filter(([name]) => name !== "is"))
      for (const value of hostile) assert.equal(typeof is(value), "boolean", name);
});

test("the runtime judges what the format allows and no payload has yet, as Ajv does", async () => {
  const { validator } = await import(pathToFileURL(join(DIR, "dist/validate.js")).href);
  const object = { a: [1, { b: null }] };
  const cases = [
    [{ types: 125, values: [object, [], 1, "1"] }, { enum: [object, [], 1, "1"] }],
    [{ types: 1, minLength: 2 }, { type: "string", minLength: 2 }],
    [
      { types: 16, optional: [["a", 8]], rest: 4 },
      { type: "object", properties: { a: { type: "boolean" } }, additionalProperties: { type: "number" } },
    ],
    [
      { types: 125, options: [{ types: 32, items: 2 }, { types: 16, required: [["a", 125]] }] },
      { anyOf: [{ type: "array", items: { type: "integer" } }, { type: "object", required: ["a"] }] },
    ],
    [0, false],
  ];
  const values = [
    ...[object, { a: [1, { b: null }], c: 1 }, { a: [1] }, { a: { 0: 1, 1: { b: null } } }, [], {}],
    ...[1, 1.5, "1", null, true, "", "a", "ab", "\ud83d\ude00", "\ud83d\ude00b", "\ud800", [1, 2], [1, 1.5]],
    ...[{ a: true, b: 1 }, { a: true, b: null }, { a: 1 }, { b: "x" }],
    ...[JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": "x"}')],
  ];
  for (const [shape, schema] of cases)
    for (const value of values) {
      const { valid } = validator(shape)(value);
      assert.equal(valid, ajv.validate(schema, value), JSON.stringify([shape, value]));
    }
});

describe("validate", () => {
  test("finds the validator of a payload by its id, with or without the provider", () => {
    for (const flavor of Object.keys(FLAVORS))
      for (const payload of payloads) {
        const { validate } = module[`${flavor} ${payload.provider}`];
        const [ours] = both(flavor, payload);
        for (const { value } of examples(payload))
          for (const id of [payload.id, payload.local]) assert.deepEqual(validate(id, value), ours(value));
      }
  });

  test("accepts nothing for an id that it does not know", () => {
    for (const { validate } of Object.values(module))
      for (const id of ["", "nothing", "lean", "toString", "__proto__", undefined, null, {}, Symbol("x")])
        assert.deepEqual(validate(id, {}), {
          valid: false,
          problems: [{ pointer: "", message: "no payload has this id" }],
        });
  });
});

describe("a bundle", () => {
  async function bundle(contents) {
    const options = { bundle: true, minify: true, format: "esm", write: false, logLevel: "silent" };
    const { outputFiles } = await build({ stdin: { contents, resolveDir: DIR }, ...options });
    return outputFiles[0].text;
  }
  const gzip = (text) => gzipSync(text, { level: 9 }).length;

  for (const { id } of SPEC.providers)
    test(`of all validators of ${id} stays below 15 kB and makes no code at run time`, async () => {
      for (const path of [`linkcodes/validate/${id}`, `linkcodes/validate/${id}/strict`]) {
        const text = await bundle(`import { validate } from "${path}"; console.log(validate);`);
        assert.ok(gzip(text) <= 15_000, `${gzip(text)} bytes`);
        assert.doesNotMatch(text, /\beval\b|\bFunction\b/);
      }
    });

  for (const { id } of SPEC.providers)
    test(`of all guards of ${id} stays below 12 kB and makes no code at run time`, async () => {
      for (const path of [`linkcodes/validate/${id}/is`, `linkcodes/validate/${id}/strict/is`]) {
        const text = await bundle(`import { is } from "${path}"; console.log(is);`);
        assert.ok(gzip(text) <= 12_000, `${path}: ${gzip(text)} bytes`);
        assert.doesNotMatch(text, /\beval\b|\bFunction\b/);
      }
    });

  test("of one guard is the smallest check of all, and has no words for problems", async () => {
    const text = await bundle(`
      import { isApiError } from "linkcodes/validate/flinks/is";
      console.log(isApiError({}));`);
    assert.doesNotMatch(text, /must be|is missing|sessionId|institution\b/);
    assert.ok(gzip(text) <= 600, `${gzip(text)} bytes`);
  });

  test("of one validator has no other payload and no code", async () => {
    const text = await bundle(`
      import { validateConnectEvent } from "linkcodes/validate/flinks";
      console.log(validateConnectEvent({}));`);
    assert.match(text, /requestId/);
    assert.doesNotMatch(text, /SecurityChallenges|sessionId|APP_MOUNTED/);
    assert.ok(gzip(text) <= 2_000, `${gzip(text)} bytes`);
  });

  test("that uses nothing of what it imports is empty", async () => {
    const text = await bundle(`
      import * as a from "linkcodes/validate/flinks"; import * as b from "linkcodes/validate/lean/strict";`);
    assert.equal(text, "");
  });
});
