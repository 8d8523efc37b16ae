/** What classifies the codes of one provider answers as the runtime does, which has the rules of payloads besides. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { UNLISTED, load, vocabularies } from "./package.mjs";

const runtime = await load("runtime");
const OPTIONS = [
  ...[undefined, null, {}, { http_status: 429 }, { http_status: 404, message: "No such thing" }],
  ...["login", "payment", "no such operation"].map((operation) => ({ operation })),
];
const ATTEMPTS = [undefined, { attempts: 99 }, { unattended: true }, { operation: "payment" }];

/** All that is asked of one vocabulary: its values, their texts beside them, and what it does not list. */
function* questions({ id, codes }) {
  for (const { value, wire_messages = [] } of codes) {
    for (const options of OPTIONS) {
      yield [value, options];
      yield [value, { vocabulary: id, ...options }];
    }
    for (const { text } of wire_messages) {
      yield [value, { vocabulary: id, message: text }];
      yield ["brand-new", { message: text }];
    }
  }
  for (const value of UNLISTED) yield [value, { vocabulary: id }];
}

test("a code, and the plan about it, are those of the runtime", async () => {
  for (const vocabulary of vocabularies()) {
    const { provider } = vocabulary;
    const alone = await load(`${provider}/classify`);
    for (const [value, options] of questions(vocabulary)) {
      const found = alone.classify(provider, value, options);
      assert.deepEqual(found, runtime.classify(provider, value, options), vocabulary.id);
      for (const tried of ATTEMPTS)
        assert.deepEqual(alone.planRetry(found, tried), runtime.planRetry(found, tried), vocabulary.id);
    }
  }
});

test("what is no classification, or of another provider, is not known, and raises nothing", async () => {
  const { classify, planRetry } = await load("flinks/classify");
  for (const subject of [...UNLISTED, { FlinksCode: "INVALID_LOGIN" }, [], "{}"]) {
    assert.equal(planRetry(subject).decision, planRetry(null).decision);
    assert.equal(classify(subject, "INVALID_LOGIN").category, "unknown");
  }
  assert.equal(classify("plaid", "ITEM_LOCKED").matched_by, "none");
});
