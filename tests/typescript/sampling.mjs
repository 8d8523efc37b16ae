/** Samples of what is too much to try everywhere, the same ones each time a commit is tested. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

const REPO = fileURLToPath(new URL("../../", import.meta.url));

/** Returns the first digits of the commit that is checked out; those of none in a folder without git. */
export function seedOfCommit() {
  try {
    return execFileSync("git", ["-C", REPO, "rev-parse", "--short=12", "HEAD"], { encoding: "utf-8", stdio: "pipe" }).trim();
  } catch {
    return "0".repeat(12);
  }
}

/** Returns about one of `rate` items, chosen by the seed. */
export function sample(items, rate, seed) {
  return items.filter((_, index) => createHash("sha256").update(`${seed} ${index}`).digest().readUInt32BE() % rate === 0);
}
