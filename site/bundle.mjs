// usage: node site/bundle.mjs TYPESCRIPT ASSETS
// Bundles what a page loads into the folder ASSETS: the styles, and each `site/app/<name>/main.ts` as `<name>.js`.
// These import `linkcodes/...`, which is the generated package in the folder TYPESCRIPT. A bundle is a plain script,
// not a module, because browsers load no modules from disk.
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const [typescript, assets] = process.argv.slice(2);
const apps = readdirSync(`${HERE}app`).filter((name) => existsSync(`${HERE}app/${name}/main.ts`));

await build({
  entryPoints: [
    { in: `${HERE}styles/index.css`, out: "linkcodes" },
    ...apps.map((name) => ({ in: `${HERE}app/${name}/main.ts`, out: name })),
  ],
  outdir: assets,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  alias: { linkcodes: resolve(typescript, "src") },
});
