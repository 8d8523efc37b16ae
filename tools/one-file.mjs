// usage: node one-file.mjs FOLDER
// Makes each module below dist/browser of the built npm package in FOLDER one file, with all that it imports, for pages
// without a bundler. Its types stay where they are.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { build } from "esbuild";

const folder = join(argv[2], "dist/browser");
const modules = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".js")) : [];
await build({
  entryPoints: modules.map((name) => join(folder, name)),
  outdir: folder,
  allowOverwrite: true,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
});
