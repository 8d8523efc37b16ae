/** Hooks for Node's module loader that find and compile the modules of both halves of the package. */
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { halves } from "./halves.mjs";

const REPO = fileURLToPath(new URL("../..", import.meta.url));
const find = halves(`${process.env.LINKCODES_GENERATED ?? `${REPO}/generated`}/typescript/src`);

export async function resolve(specifier, context, next) {
  const importer = context.parentURL?.startsWith("file:") ? fileURLToPath(context.parentURL) : undefined;
  const found = find(specifier, importer);
  return found ? { url: pathToFileURL(found).href, format: "module", shortCircuit: true } : next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const sourcefile = fileURLToPath(url);
  const { code } = await transform(await readFile(sourcefile, "utf-8"), {
    loader: "ts",
    sourcefile,
    sourcemap: "inline",
    target: "es2022",
  });
  return { format: "module", source: code, shortCircuit: true };
}
