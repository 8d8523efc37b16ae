/** The package under test, and the spec that it must agree with. */

import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dirname, resolve } from "node:path";

const REPO = fileURLToPath(new URL("../../", import.meta.url));

/** Folder of the built package: its package.json and dist/. */
export const DIR = resolve(process.env.LINKCODES_NPM_DIR ?? `${REPO}/build/npm`);

/** The whole spec as one document. */
export const SPEC = readJson(process.env.LINKCODES_SPEC ?? `${REPO}/generated/spec/linkcodes.json`);

/** Folder of the generated pages of that spec. */
export const PAGES = process.env.LINKCODES_SPEC
  ? resolve(dirname(process.env.LINKCODES_SPEC), "../site")
  : `${REPO}/build/pages/site`;

/** Whether the package is run as it is in the checkout, by `packages/typescript/in-place.mjs`; else it must be built. */
const IN_PLACE = process.execArgv.some((option) => option.endsWith("in-place.mjs"));

/** What the package says about itself. */
export const MANIFEST = readJson(IN_PLACE ? `${REPO}/generated/typescript/package.json` : `${DIR}/package.json`);

/** Imports a sub-path of the package the way its `exports` say. */
export function load(subPath) {
  if (IN_PLACE) return import(subPath ? `linkcodes/${subPath}` : "linkcodes");
  const entry = MANIFEST.exports[subPath ? `./${subPath}` : "."];
  return import(pathToFileURL(resolve(DIR, entry.default)).href);
}

/** Every vocabulary with its provider and its names in the package. */
export function vocabularies() {
  return SPEC.providers.flatMap((provider) =>
    provider.vocabularies.map((vocabulary) => ({
      ...vocabulary,
      provider: provider.id,
      sources: provider.sources,
      type: vocabulary.type_name,
      module: `${provider.id}/${kebab(vocabulary.type_name)}`,
      camel: camel(vocabulary.type_name),
    })),
  );
}

function kebab(name) {
  return name.replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$3-$2").toLowerCase();
}

function camel(name) {
  return kebab(name).replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, "utf-8"));
}

/** Names that every object inherits, and other values that no spec lists. */
export const UNLISTED = [
  ..."__proto__ constructor toString valueOf hasOwnProperty isPrototypeOf prototype length".split(" "),
  ...["", " ", "brand-new", "x".repeat(1_000_000), 0.5, -1, NaN, Infinity, 10n, true, null, undefined],
  ...[Symbol("x"), {}, [], Object.create(null), () => "", { toString: () => "OK" }, new Date(NaN)],
  Object.defineProperty({}, "value", {
    get: () => {
      throw new Error("a trap");
    },
  }),
];
