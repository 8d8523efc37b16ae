// usage: node site/bundle.mjs GENERATED PAGES ASSETS
// Bundles what a page loads into the folder ASSETS: the styles, those of the explorer apart, and each
// `site/app/<name>/main.ts` as `<name>.js`.
// These import `linkcodes/...`, which is the package in the checkout with its half below GENERATED, and
// `site-data/...`, which is what `boxData` makes of the rules and of data below PAGES. A bundle is a plain script, not
// a module: browsers load no modules from disk.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bothHalves } from "../packages/typescript/halves.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PACKING = `${HERE}app/shared/packing.ts`;

/** Returns how esbuild has to treat the sources below `site/app`. */
export function settings(generated, pages) {
  const source = resolve(generated, "typescript/src");
  const search = resolve(generated, "python/linkcodes/data/search.json");
  return {
    bundle: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [boxData(source, resolve(pages, "site/assets/home.json"), search), bothHalves(source)],
  };
}

/**
 * Makes `site-data/...`: the rules of all providers as one list, whichever there are, and the texts beside them. The
 * package's own modules of rules are replaced by the same list, so that the bundle has them once.
 */
function boxData(source, texts, index) {
  const ids = readdirSync(source).filter((name) => existsSync(`${source}/${name}/rules.ts`));
  const modules = {
    "site-data/packed": async () => ({ contents: await packed(source, ids, texts), loader: "json" }),
    "site-data/rules": () => ({ contents: rulesModule(ids) }),
    "site-data/home.json": () => ({ contents: TEXTS_MODULE }),
    "site-data/search.json": () => ({ contents: readFileSync(index, "utf-8"), loader: "json" }),
  };
  return {
    name: "site-data",
    setup(builder) {
      builder.onResolve({ filter: /^site-data\// }, ({ path }) => ({ path, namespace: "site-data", sideEffects: false }));
      builder.onLoad({ filter: /./, namespace: "site-data" }, async ({ path }) => ({
        ...(await modules[path]()),
        resolveDir: source,
      }));
      builder.onLoad({ filter: /\/rules\.ts$/ }, ({ path }) => {
        const number = ids.findIndex((id) => path === `${source}/${id}/rules.ts`);
        if (number < 0) return undefined;
        return { contents: `import { RULES } from "site-data/rules"; export const rules = RULES[${number}];` };
      });
    },
  };
}

/** Writes what the search shows of codes, in the order of the numbers of its index, as scripts. */
function writeCodes(generated, pages, assets) {
  const read = (path) => JSON.parse(readFileSync(path, "utf-8"));
  const data = resolve(generated, "python/linkcodes/data");
  const ids = Object.keys(read(`${data}/search.json`).providers);
  const vocabularies = ids.flatMap((id) => Object.entries(read(`${data}/${id}.json`).vocabularies));
  const titles = read(resolve(pages, "site/assets/home.json")).vocabularies;
  const summaries = vocabularies.flatMap(([, { codes }]) => Object.values(codes).map(({ summary }) => summary));
  writeFileSync(`${assets}/codes.js`, `window.linkcodesCodes=${JSON.stringify(codeNames(vocabularies, titles))}`);
  writeFileSync(`${assets}/summaries.js`, `window.linkcodesSummaries=${JSON.stringify(summaries)}`);
}

/** Returns values, where they are, and the names of their pages where these are others; `CodeNames` says how. */
function codeNames(vocabularies, titles) {
  const all = vocabularies.flatMap(([, { codes }], place) =>
    Object.entries(codes).map(([name, { value }]) => ({ place, name, value: String(value) })),
  );
  const named = all.map(({ name, value }, number) => [number, name, value]);
  return {
    values: all.map(({ value }) => value),
    of: all.map(({ place }) => place),
    names: Object.fromEntries(named.filter(([, name, value]) => name !== value).map(([number, name]) => [number, name])),
    places: vocabularies.map(([id]) => [id.replace(":", "/"), titles[id]]),
  };
}

/** What each provider's own rules say of a body is code, and is not packed. */
function rulesModule(ids) {
  const imports = ids.map((id, number) => `import { validate as validate${number} } from "linkcodes/validate/${id}";`);
  const fits = ids.map((_, number) => `(payload, body) => validate${number}(payload, body).valid`);
  return `${imports.join("\n")}
import packed from "site-data/packed";
import { rulesIn } from ${JSON.stringify(PACKING)};
export const RULES = rulesIn(packed, [${fits.join(", ")}]);`;
}

const TEXTS_MODULE = `import packed from "site-data/packed";
import { RULES } from "site-data/rules";
import { textsIn } from ${JSON.stringify(PACKING)};
export default textsIn(packed, RULES);`;

/** Runs `packed` of the page's own sources, so that both ways are one file. */
async function packed(source, ids, texts) {
  const imports = ids.map((id, number) => `import { rules as rules${number} } from "./${id}/rules.ts";`);
  const contents = `${imports.join("\n")}
export { packed } from ${JSON.stringify(PACKING)};
export const RULES = [${ids.map((_, number) => `rules${number}`).join(", ")}];`;
  const stdin = { contents, resolveDir: source };
  const made = await build({ stdin, bundle: true, format: "esm", write: false, plugins: [bothHalves(source)] });
  const program = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
  return JSON.stringify(program.packed(program.RULES, JSON.parse(readFileSync(texts, "utf-8"))));
}

async function bundle(generated, pages, assets) {
  const apps = readdirSync(`${HERE}app`).filter((name) => existsSync(`${HERE}app/${name}/main.ts`));
  await build({
    ...settings(generated, pages),
    entryPoints: [
      { in: `${HERE}styles/index.css`, out: "linkcodes" },
      { in: `${HERE}styles/explorer.css`, out: "explorer" },
      ...apps.map((name) => ({ in: `${HERE}app/${name}/main.ts`, out: name })),
    ],
    external: ["fonts/*"],
    outdir: assets,
    minify: true,
  });
  writeCodes(generated, pages, assets);
}

if (resolve(argv[1] ?? "") === fileURLToPath(import.meta.url)) await bundle(...argv.slice(2));
