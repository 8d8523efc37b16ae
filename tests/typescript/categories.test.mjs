/** The TypeScript on the page of each category compiles, and prints what its comments say. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { DIR, PAGES } from "./package.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const CATEGORIES = join(PAGES, "categories");
const OPTIONS = { target: "es2022", lib: ["es2023", "dom"], module: "nodenext", types: [], strict: true, outDir: "out" };

const texts = readdirSync(CATEGORIES).map((name) => readFileSync(join(CATEGORIES, name), "utf-8"));
const snippets = texts.flatMap((text) => text.match(/(?<=^ {4}```ts\n)[^]*?(?=^ {4}```$)/gm) ?? []);
const folder = mkdtempSync(join(tmpdir(), "categories-"));

before(() => {
  mkdirSync(`${folder}/node_modules`);
  symlinkSync(DIR, `${folder}/node_modules/linkcodes`);
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: OPTIONS, include: ["*.ts"] }));
  snippets.forEach((code, index) => writeFileSync(`${folder}/s${index}.ts`, code));
});

after(() => rmSync(folder, { recursive: true }));

test("every snippet compiles and prints what it says", async (context) => {
  assert.ok(snippets.length > 10);
  execFileSync(`${REPO}/node_modules/.bin/tsc`, ["-p", folder], { stdio: "pipe", encoding: "utf-8" });
  const lines = [];
  context.mock.method(console, "log", (...words) => lines.push(words.join(" ")));
  for (const [index, code] of snippets.entries()) {
    lines.length = 0;
    await import(pathToFileURL(`${folder}/out/s${index}.js`).href);
    assert.deepEqual(lines, [...code.matchAll(/^ {4}\/\/ (.*)$/gm)].map((match) => match[1]));
  }
});
