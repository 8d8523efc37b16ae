// usage: node site/bundle.mjs GENERATED PAGES ASSETS
// Bundles what a page loads into the folder ASSETS: the styles, and each `site/app/<name>/main.ts` as `<name>.js`.
// These import `linkcodes/...`, which is the package in the checkout with its half below GENERATED, and
// `site-data/...`, which is data below PAGES and what `allRules` makes. A bundle is a plain script, not a module:
// browsers load no modules from disk.
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bothHalves } from "../packages/typescript/halves.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Returns how esbuild has to treat the sources below `site/app`. */
export function settings(generated, pages) {
  const source = resolve(generated, "typescript/src");
  return {
    bundle: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    alias: { "site-data/home.json": resolve(pages, "site/assets/home.json") },
    plugins: [allRules(source), bothHalves(source)],
  };
}

/** Makes `site-data/rules`: the rules of all providers as one list, whichever there are. */
function allRules(source) {
  const ids = readdirSync(source).filter((name) => existsSync(`${source}/${name}/rules.ts`));
  const imports = ids.map((id, number) => `import { rules as rules${number} } from "./${id}/rules.ts";`);
  const list = ids.map((_, number) => `rules${number}`);
  const contents = `${imports.join("\n")}\nexport const RULES = [${list.join(", ")}];`;
  return {
    name: "site-data",
    setup(builder) {
      builder.onResolve({ filter: /^site-data\/rules$/ }, ({ path }) => ({ path, namespace: "site-data" }));
      builder.onLoad({ filter: /./, namespace: "site-data" }, () => ({ contents, resolveDir: source }));
    },
  };
}

async function bundle(generated, pages, assets) {
  const apps = readdirSync(`${HERE}app`).filter((name) => existsSync(`${HERE}app/${name}/main.ts`));
  await build({
    ...settings(generated, pages),
    entryPoints: [
      { in: `${HERE}styles/index.css`, out: "linkcodes" },
      ...apps.map((name) => ({ in: `${HERE}app/${name}/main.ts`, out: name })),
    ],
    outdir: assets,
    minify: true,
  });
}

if (resolve(argv[1] ?? "") === fileURLToPath(import.meta.url)) await bundle(...argv.slice(2));
