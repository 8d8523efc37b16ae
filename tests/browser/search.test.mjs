// The site finds the codes that the Python package finds, in the same order: `tests/search` has the queries.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => JSON.parse(readFileSync(join(REPO, path), "utf-8"));
const index = read("generated/python/linkcodes/data/search.json");
const vectors = read("tests/search/vectors.json");

let find, folder;

/** The ids and values of all codes, in the order of the numbers of the index. */
function codes() {
  return Object.keys(index.providers).flatMap((provider) => {
    const { vocabularies } = read(`generated/python/linkcodes/data/${provider}.json`);
    return Object.values(vocabularies).flatMap(({ codes: listed }) => Object.values(listed));
  });
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "search-"));
  const entryPoints = [join(REPO, "site/app/shared/search.ts")];
  await build({ entryPoints, bundle: true, format: "esm", outfile: join(folder, "search.mjs") });
  const { finder } = await import(pathToFileURL(join(folder, "search.mjs")).href);
  const all = codes();
  const numbers = finder(index, all.map(({ value }) => String(value)));
  find = (text) => numbers(text).map((number) => all[number].id);
});

after(() => rmSync(folder, { recursive: true, force: true }));

describe("the search of the site", () => {
  for (const [text, first] of Object.entries(vectors))
    test(`finds for ${JSON.stringify(text.slice(0, 40))} what Python finds`, () =>
      assert.deepEqual(find(text).slice(0, 8), first));

  test("no text breaks it", () => {
    for (const text of ["\ud800", "\u0000", "'\"\\", "a".repeat(1e5), "__proto__", "𝟗𝟎𝟏"]) assert.ok(Array.isArray(find(text)));
  });
});
