/** The plans of lookups are those of the runtime, and what a page pays for them. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { DIR, UNLISTED, load, vocabularies } from "./package.mjs";

const { classify, planRetry } = await load("runtime");
const OPTIONS = [
  ...[undefined, {}, { attempts: 3 }, { attempts: "99" }, { unattended: true }, { retry_after_s: 90 }],
  ...["login", "payment", "refresh", "report", "no such operation"].map((operation) => ({ operation })),
  ...[{ unattended: true, operation: "refresh", attempts: 2 }, { attempts: NaN }, null],
];
const outcomes = vocabularies().filter(({ codes }) => codes.some((code) => code.category));

describe("a plan of a lookup", () => {
  test("is that of the runtime, for every code and whatever is known", async () => {
    let seen = 0;
    for (const { id, provider, camel, codes } of outcomes) {
      const plan = (await load(`${provider}/plan`))[`${camel}Plan`];
      for (const { value } of codes)
        for (const options of OPTIONS) {
          const expected = planRetry(classify(provider, value, { vocabulary: id }), options);
          assert.deepEqual(plan(value, options), expected, `${id} ${value} ${JSON.stringify(options)}`);
          seen += 1;
        }
    }
    assert.ok(seen > 5_000, `${seen} plans`);
  });

  test("of what is not listed is that of a value of which nothing is known", async () => {
    for (const { id, provider, camel } of outcomes) {
      const plan = (await load(`${provider}/plan`))[`${camel}Plan`];
      const expected = planRetry(classify(provider, "brand-new", { vocabulary: id }));
      for (const value of UNLISTED.filter((each) => each !== "" && each !== undefined && each !== null))
        assert.deepEqual(plan(value), expected, `${id}`);
    }
  });
});

async function bundle(contents) {
  const options = { bundle: true, minify: true, format: "esm", write: false, logLevel: "silent" };
  const { outputFiles } = await build({ stdin: { contents, resolveDir: DIR }, ...options });
  return outputFiles[0].text;
}

describe("a bundle", () => {
  const PAGES = {
    "Flinks Connect": `
      import { connectEvent } from "linkcodes/flinks/events";
      import { apiCodeBehavior, connectErrorCodeBehavior, connectStepBehavior } from "linkcodes/flinks/behavior";
      import { apiCodePlan, connectErrorCodePlan } from "linkcodes/flinks/plan";
      use(connectEvent, apiCodeBehavior, connectErrorCodeBehavior, connectStepBehavior, apiCodePlan, connectErrorCodePlan);`,
    "Lean's LinkSDK": `
      import { linkCallback } from "linkcodes/lean/events";
      import { secondaryStatusBehavior, statusBehavior } from "linkcodes/lean/behavior";
      import { secondaryStatusPlan, statusPlan } from "linkcodes/lean/plan";
      use(linkCallback, secondaryStatusBehavior, statusBehavior, secondaryStatusPlan, statusPlan);`,
    "Argyle Link": `
      import { linkError } from "linkcodes/argyle/events";
      import { linkErrorTypeBehavior } from "linkcodes/argyle/behavior";
      import { linkErrorTypePlan } from "linkcodes/argyle/plan";
      use(linkError, linkErrorTypeBehavior, linkErrorTypePlan);`,
  };
  for (const [widget, page] of Object.entries(PAGES))
    test(`of the listener with behavior and plan of ${widget} stays below 10 kB`, async () => {
      const use = 'import { listen } from "linkcodes/listener"; const use = (...all) => listen(all[0], { origin: location.origin, onEvent: () => all.map((each) => each) });';
      const text = await bundle(`${use} ${page}`);
      const size = gzipSync(text, { level: 9 }).length;
      assert.ok(size <= 10_000, `${size} bytes`);
      assert.ok(size > 5_000, "everything is in it");
    });
});
