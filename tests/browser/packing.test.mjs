// The data of the box on the home page: packed, and unpacked again, it says what the package and the spec say.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { settings } from "../../site/bundle.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const PAGES = join(REPO, "build/pages");
const { plugins, ...plain } = settings(join(REPO, "generated"), PAGES);

/** Runs a module in the sources of the box; with `plugins`, as the page gets them. */
async function run(contents, used) {
  const stdin = { contents, resolveDir: join(REPO, "site/app/home"), loader: "ts" };
  const made = await build({ ...plain, plugins: used, stdin, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
}

let unpacked, whole;

before(async () => {
  const data = `export { RULES } from "site-data/rules"; export { default as texts } from "site-data/home.json";`;
  unpacked = await run(`${data} export { classify } from "linkcodes/runtime";`, plugins);
  const ids = unpacked.RULES.map(({ id }) => id);
  const lists = ids.map((id) => `export { rules as ${id} } from "linkcodes/${id}/rules";`).join("");
  const own = await run(`${lists} export { classify } from "linkcodes/runtime";`, plugins.slice(1));
  whole = { classify: own.classify, RULES: ids.map((id) => own[id]) };
});

/** A meaning with its behavior in place of the number of it, and without its source, which is never shown. */
const said = (rules, { source: _, behavior, contexts, ...rest }) => ({
  ...rest,
  ...(behavior !== undefined && { behavior: rules.behaviors[behavior] }),
  ...(contexts && { contexts: contexts.map((item) => said(rules, item)) }),
});

const comparable = ({ behaviors, sources: _, fits: __, vocabularies, ...rest }) => ({
  ...rest,
  vocabularies: vocabularies.map(({ absent, codes, ...list }) => ({
    ...list,
    ...(absent && { absent: said({ behaviors }, absent) }),
    codes: codes.map((code) => said({ behaviors }, code)),
  })),
});

describe("the data of the box", () => {
  test("has every rule of the package but the sources", () => {
    assert.ok(whole.RULES.length >= 3);
    assert.deepEqual(unpacked.RULES.map(comparable), whole.RULES.map(comparable));
  });

  test("has every text that is made of the spec", () => {
    assert.deepEqual(unpacked.texts, JSON.parse(readFileSync(join(PAGES, "site/assets/home.json"), "utf-8")));
  });

  test("asks the same of a body as the package", () => {
    const bodies = [{ status: "OK" }, { status: 7 }, { code: "BANK_ISSUE", event: [] }, {}, null];
    unpacked.RULES.forEach(({ fits, payloads }, number) => {
      const answers = (ask) => payloads.flatMap(({ id }) => bodies.map((body) => ask(id, body)));
      assert.deepEqual(answers(fits), answers(whole.RULES[number].fits));
    });
  });

  test("makes the package answer as it does elsewhere, but for the address of the source", () => {
    for (const { id, vocabularies } of whole.RULES)
      for (const { id: vocabulary, codes } of vocabularies)
        for (const { value } of codes)
          for (const known of [{ vocabulary }, {}]) {
            const { docs_url: _, ...found } = whole.classify(id, value, known);
            const { docs_url, ...shown } = unpacked.classify(id, value, known);
            assert.deepEqual(shown, found);
            assert.equal(docs_url, null);
          }
  });
});
