/** Applications as their authors have them: a copy in a folder of its own, with the built package installed. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIR } from "../typescript/package.mjs";

export const REPO = fileURLToPath(new URL("../../", import.meta.url));

/** Copies a folder of the repository, or makes an empty one, beside the tools and the package; returns it and its end. */
export function application(path) {
  const folder = mkdtempSync(join(tmpdir(), "application-"));
  if (path) cpSync(join(REPO, path), folder, { recursive: true });
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(join(REPO, "node_modules")))
    if (name !== "linkcodes" && name !== ".locked") symlinkSync(join(REPO, "node_modules", name), join(modules, name));
  symlinkSync(DIR, join(modules, "linkcodes"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Type-checks a folder; throws what the compiler says. */
export function check(folder) {
  try {
    execFileSync(join(REPO, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf-8" });
  } catch (error) {
    throw new Error(error.stdout);
  }
}
