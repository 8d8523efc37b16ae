/** What must be true of the package of any spec: it says what the spec says, and no value can upset it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MANIFEST, SPEC, UNLISTED, load, vocabularies } from "./package.mjs";

const AXES = {
  Category: "categories",
  Actor: "actors",
  Action: "actions",
  RetryMode: "retry_modes",
  Phase: "phases",
  Ends: "ends",
  Severity: "severities",
  Challenge: "challenges",
  Scope: "scopes",
  Operation: "operations",
  Stability: "stabilities",
  FlagId: "flags",
};
/** What lookups of behavior give; the rest is for plans. */
const BEHAVIOR = [
  ..."category actor actions retry unattended_retry phase ends".split(" "),
  ..."severity challenge partial".split(" "),
];

const pick = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]));
const filled = (object) =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null && !(Array.isArray(value) && !value.length)),
  );

for (const vocabulary of vocabularies()) {
  const { id, provider, type, module, camel, codes } = vocabulary;
  const listed = Object.fromEntries(codes.map((code) => [code.name, code.value]));
  const values = new Set(Object.values(listed));
  const unlisted = UNLISTED.filter((value) => !values.has(value));

  describe(id, () => {
    test("has exactly the constants of the spec, flat and as an object", async () => {
      const flat = await load(module);
      const names = Object.keys(flat).filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
      assert.deepEqual(pick(flat, names.sort()), pick(listed, Object.keys(listed).sort()));
      assert.deepEqual((await load(provider))[type], listed);
    });

    test("has a guard that accepts the listed values and nothing else", async () => {
      const guard = (await load(module))[`is${type}`];
      assert.equal((await load(provider))[`is${type}`], guard);
      for (const value of values) assert.equal(guard(value), true);
      for (const value of unlisted) assert.equal(guard(value), false);
    });

    test("has a parser that keeps what it does not know", async () => {
      const parse = (await load(module))[`parse${type}`];
      for (const value of values) assert.deepEqual(parse(value), { known: true, value });
      for (const value of unlisted) assert.deepEqual(parse(value), { known: false, value });
    });

    test("explains each code as the spec does", async () => {
      const info = (await load(`${provider}/info`))[`${camel}Info`];
      for (const code of codes) assert.deepEqual(filled(info(code.value)), expectedInfo(code, vocabulary));
    });

    test("explains a value that is not listed as unknown, and keeps it", async () => {
      const info = (await load(`${provider}/info`))[`${camel}Info`];
      const shape = Object.keys(info(codes[0].value)).sort();
      for (const value of unlisted) {
        const found = info(value);
        assert.deepEqual(Object.keys(found).sort(), shape, "the same fields as for a listed value");
        assert.equal(Object.is(found.value, value), true);
        assert.deepEqual(pick(found, ["known", "category", "actor", "actions", "unattended_retry"]), {
          known: false,
          category: "unknown",
          actor: SPEC.taxonomy.unlisted.actor,
          actions: SPEC.taxonomy.unlisted.actions,
          unattended_retry: false,
        });
      }
    });

    test("says what it means when the code is absent, if the spec does", async () => {
      const absent = (await load(`${provider}/info`))[`${camel}AbsentInfo`];
      assert.equal(absent !== undefined, vocabulary.absent !== undefined);
      if (absent) assert.deepEqual(filled(absent()), withSources(vocabulary.absent, vocabulary));
    });

    test("gives the behavior alone, the same as the full information", async () => {
      if (!codes.some((code) => code.category)) return;
      const behavior = (await load(`${provider}/behavior`))[`${camel}Behavior`];
      const info = (await load(`${provider}/info`))[`${camel}Info`];
      for (const value of [...values, ...unlisted])
        assert.deepEqual(behavior(value), pick(info(value), BEHAVIOR));
    });
  });
}

/** The record of the spec's document, with its evidence turned into the sources that it names. */
function expectedInfo(code, vocabulary) {
  const contexts = code.contexts?.map((context) => ({
    ...NOTHING,
    operations: [],
    ...withSources(context, vocabulary),
  }));
  const facts = [code, ...(code.contexts ?? [])];
  const deprecated = code.deprecated && filled(code.deprecated);
  return filled({
    ...withSources(code, vocabulary, facts),
    known: true,
    vocabulary: vocabulary.id,
    ...(contexts ? { contexts } : {}),
    ...(deprecated ? { deprecated } : {}),
  });
}

const NOTHING = {
  description: null,
  http_status: [],
  wire_messages: [],
  causes: [],
  fixes: [],
  reproduce: [],
  flags: [],
  sources: [],
  behavior_note: null,
  challenge: null,
  scope: null,
  suspension_risk: false,
  situation: null,
  wait: null,
};
const NO_WAIT = {
  ...{ min_delay_s: null, max_attempts: null, poll_s: null, deadline_s: null, until: [], then: null },
};

/** What only the authors of the spec need is not in the package: why a behavior differs, and what a wait is based on. */
function published({ behavior_reason, signs, wait, ...facts }) {
  const { basis, ...times } = wait ?? {};
  const risk = facts.category ? { suspension_risk: false } : {};
  return { ...risk, ...facts, ...(wait ? { wait: { ...NO_WAIT, ...times } } : {}) };
}

function withSources({ evidence, ...all }, { sources }, parts = [{ evidence, ...all }]) {
  const facts = published(all);
  const named = new Set(
    parts.flatMap((part) => [
      ...(part.evidence ?? []).map((item) => item.source),
      ...[...(part.http_status ?? []), ...(part.wire_messages ?? [])].flatMap((item) => item.sources),
    ]),
  );
  const found = sources.filter((source) => named.has(source.id));
  return filled({
    ...facts,
    sources: found.map((source) => pick(source, ["id", "title", "url", "retrieved"])),
  });
}

describe("the package", () => {
  test("has the version of the spec and names its providers", async () => {
    const root = await load("");
    assert.equal(root.SPEC_VERSION, SPEC.spec_version);
    assert.equal(MANIFEST.version, SPEC.spec_version);
    assert.deepEqual(
      root.PROVIDERS,
      SPEC.providers.map((provider) => provider.id),
    );
  });

  test("has the words of the taxonomy", async () => {
    const taxonomy = await load("taxonomy");
    for (const [name, axis] of Object.entries(AXES)) {
      const terms = SPEC.taxonomy[axis] ?? [];
      assert.deepEqual(taxonomy[name], Object.fromEntries(terms.map(({ id }) => [id.toUpperCase(), id])));
    }
  });

  test("has an event descriptor for each payload that a browser receives, and for no other", async () => {
    for (const { id, payloads = [] } of SPEC.providers) {
      const received = payloads.filter(({ channel }) => ["callback", "post_message"].includes(channel));
      assert.equal(`./${id}/events` in MANIFEST.exports, received.length > 0);
      const events = received.length ? await load(`${id}/events`) : {};
      assert.deepEqual(
        Object.values(events)
          .filter((item) => typeof item === "object")
          .map((item) => [item.payload, item.channel])
          .sort(),
        received.map((item) => [item.id, item.channel]).sort(),
      );
    }
  });

  test("has a reader of the result for each payload with a field that is marked so, and for no other", async () => {
    for (const { id, payloads = [] } of SPEC.providers) {
      const events = `./${id}/events` in MANIFEST.exports ? await load(`${id}/events`) : {};
      const readers = Object.entries(events).filter(([, item]) => typeof item === "function");
      const marked = payloads
        .filter(({ channel }) => ["callback", "post_message"].includes(channel))
        .map((payload) => [payload.id, Object.entries(payload.body.properties ?? {})])
        .map(([payload, fields]) => [payload, fields.filter(([, { "x-role": role }]) => role === "result")])
        .filter(([, fields]) => fields.length);
      assert.equal(readers.length, marked.length, id);
      for (const [payload, fields] of marked) {
        const data = Object.fromEntries(fields.map(([name]) => [name, `the ${name}`]));
        const found = readers.map(([, read]) => read({ payload, data })).filter((result) => result);
        assert.deepEqual(found, [data]);
      }
    }
  });

  test("imports from every sub-path", async () => {
    for (const [path, entry] of Object.entries(MANIFEST.exports))
      if (entry.default) await load(path.slice(2));
  });
});
