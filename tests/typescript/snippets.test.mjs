/** The TypeScript on the page of each code compiles, and prints what its comments say. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { DIR, PAGES, vocabularies } from "./package.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const PRINTED = /^ *console\.log\(.*\); \/\/ (.*)$/gm;

const NAMED = { amp: "&", gt: ">", lt: "<" };

const pages = vocabularies().flatMap(({ codes }) => codes.map((code) => code.page));
const snippets = pages.map((page) => shown(readFileSync(`${PAGES}/${page}.md`, "utf-8")));
const folder = mkdtempSync(join(tmpdir(), "snippets-"));

const OPTIONS = {
  target: "es2022",
  lib: ["es2023", "dom"],
  module: "nodenext",
  types: [],
  strict: true,
  noUnusedLocals: true,
  outDir: "out",
};

/** Returns what is in the tab of TypeScript, below the heading of the code. */
function shown(page) {
  const below = page.split("In your code { #code")[1];
  const tabs = [...below.matchAll(/<label[^>]*>(.*?)<\/label>/g)].map((tab) => tab[1]);
  const blocks = [...below.matchAll(/<pre><span><\/span><code>(.*?)<\/code><\/pre>/gs)].map((block) => block[1]);
  const code = blocks[tabs.indexOf("TypeScript")].replaceAll(/<[^>]*>/g, "");
  return code.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, number, name) => (name ? NAMED[name] : String.fromCodePoint(number)));
}

before(() => {
  mkdirSync(`${folder}/node_modules`);
  symlinkSync(DIR, `${folder}/node_modules/linkcodes`);
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: OPTIONS, include: ["*.ts"] }));
  snippets.forEach((code, index) => writeFileSync(`${folder}/s${index}.ts`, code));
});

after(() => rmSync(folder, { recursive: true }));

test("every snippet compiles and prints what it says", async (context) => {
  execFileSync(`${REPO}/node_modules/.bin/tsc`, ["-p", folder], { stdio: "pipe", encoding: "utf-8" });
  const lines = [];
  context.mock.method(console, "log", (...words) => lines.push(words.join(" ")));
  for (const [index, code] of snippets.entries()) {
    lines.length = 0;
    await import(pathToFileURL(`${folder}/out/s${index}.js`).href);
    const said = [...code.matchAll(PRINTED)].map((match) => match[1]);
    assert.ok(said.length > 0, pages[index]);
    assert.deepEqual(lines, said, pages[index]);
  }
});
