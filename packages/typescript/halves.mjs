/**
 * Finds the modules of the package in a checkout, where it lies in two halves: `src` here is written by hand, the
 * other is made from the spec. A relative import of either half may mean a module of the other one.
 */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("src", import.meta.url));

/** Returns a function that finds the file of an import, or nothing; `generated` is the other half's `src`. */
export function halves(generated) {
  const roots = [SOURCES, resolve(generated)];
  return (specifier, importer) => {
    const path = pathInPackage(roots, specifier, importer);
    if (path === undefined) return undefined;
    const candidates = path ? [`${path}.ts`, join(path, "index.ts")] : ["index.ts"];
    return roots.flatMap((root) => candidates.map((name) => join(root, name))).find(existsSync);
  };
}

/** Says which module of the package an import means: its path below both roots, without suffix. */
function pathInPackage(roots, specifier, importer) {
  const [name, ...path] = specifier.split("/");
  if (name === "linkcodes") return path.join("/");
  const root = importer && roots.find((folder) => importer.startsWith(`${folder}/`));
  if (!root || !specifier.startsWith(".")) return undefined;
  return relative(root, resolve(dirname(importer), specifier)).replace(/\.[jt]s$/, "");
}

/** The same as a plugin of esbuild. */
export function bothHalves(generated) {
  const find = halves(generated);
  return {
    name: "both-halves",
    setup(builder) {
      builder.onResolve({ filter: /^(linkcodes$|linkcodes\/|\.)/ }, ({ path, importer }) => {
        const found = find(path, importer);
        return found ? { path: found, sideEffects: false } : undefined;
      });
    },
  };
}
