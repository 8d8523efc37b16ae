/** The fenced blocks of the guides that are no Python: extracted, type-checked, bundled. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "svelte/compiler";
import { compileScript, parse } from "vue/compiler-sfc";
import { bothHalves } from "../../packages/typescript/halves.mjs";

export const REPO = fileURLToPath(new URL("../../", import.meta.url));
const GUIDES = join(REPO, "site/docs/guides");
const SOURCES = join(REPO, "generated/typescript/src");
const FENCE = /^( *)```(\w+)(?: title="([^"]+)")?\n(.*?)^\1```$/gms;

/** Every block: its guide, language, title and text; a program without a title gets one. */
export const blocks = readdirSync(GUIDES)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) =>
    [...readFileSync(join(GUIDES, name), "utf-8").matchAll(FENCE)].map(([, , language, title, text], number) => ({
      guide: name,
      language,
      title: title ?? `${name.replace(".md", "")}-${number}.${language}`,
      text,
      promised: [...text.matchAll(/\/\/ -> (.*)$/gm)].map(([, line]) => line),
    })),
  );

/** The blocks in these languages. */
export const inLanguage = (...languages) => blocks.filter(({ language }) => languages.includes(language));

/** Writes all TypeScript of all guides into one folder, as a reader would; returns the folder and how to remove it. */
export function writeAll() {
  const folder = mkdtempSync(join(tmpdir(), "guides-"));
  symlinkSync(join(REPO, "node_modules"), join(folder, "node_modules"));
  for (const { title, text } of inLanguage("ts", "tsx")) writeFileSync(join(folder, title), `${text}\nexport {};\n`);
  for (const { title, text } of inLanguage("html", "js")) writeFileSync(join(folder, title), text);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const compilerOptions = {
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    jsx: "react-jsx",
    types: [],
    rootDirs: [`${REPO}/packages/typescript/src`, SOURCES],
    paths: { "linkcodes/*": [`${REPO}/packages/typescript/src/*`, `${SOURCES}/*`] },
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts", "*.tsx"] }));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Type-checks a folder; throws what the compiler says. */
export function check(folder) {
  try {
    execFileSync(join(REPO, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf-8" });
  } catch (error) {
    throw new Error(error.stdout);
  }
}

/** What the plugins of Vue and Svelte for bundlers do with a component. */
const components = {
  name: "components",
  setup(builder) {
    builder.onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const { descriptor, errors } = parse(readFileSync(path, "utf-8"), { filename: path });
      if (errors.length) throw errors[0];
      return { contents: compileScript(descriptor, { id: "component", inlineTemplate: true }).content, loader: "ts" };
    });
    builder.onLoad({ filter: /\.svelte$/ }, ({ path }) => {
      const { js, warnings } = compile(readFileSync(path, "utf-8"), { filename: path, generate: "client" });
      if (warnings.length) throw new Error(warnings[0].message);
      return { contents: js.code, loader: "js" };
    });
  },
};

/** Bundles a program that lies in the folder, or is given as text; returns the script. */
export async function bundle(folder, contents, format) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: "tsx" },
    bundle: true,
    write: false,
    format,
    jsx: "automatic",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [bothHalves(SOURCES), components],
  });
  return outputFiles[0].text;
}

/** Runs a program in Node; returns the lines that it prints. */
export async function run(folder, title) {
  const file = join(folder, `${title}.mjs`);
  writeFileSync(file, await bundle(folder, `import "./${title}";`, "esm"));
  return execFileSync("node", [file], { encoding: "utf-8" }).split("\n").slice(0, -1);
}
