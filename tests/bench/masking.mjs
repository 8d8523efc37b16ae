/** Prints, as JSON, how long `redact` takes: a payload against JSON.parse, and lines of a log against a plain regex. */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const BUILD = process.env.LINKCODES_BUILD_DIR ?? fileURLToPath(new URL("../../build", import.meta.url));
const PACKAGE = process.env.LINKCODES_NPM_DIR ?? join(BUILD, "npm");
const { redact } = await import(pathToFileURL(resolve(PACKAGE, "dist", "redact.js")).href);
const [file, pattern] = process.argv.slice(2);
const [payload, lines] = JSON.parse(readFileSync(file, "utf8"));
const plain = new RegExp(pattern, "gi");
const ROUNDS = process.env.LINKCODES_BENCH_SMALL ? 1 : 5;

function seconds(call) {
  const start = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Returns the median of time one / other in alternating rounds. */
function ratio(one, other) {
  const ratios = Array.from({ length: ROUNDS }, () => seconds(one) / seconds(other));
  return ratios.sort((left, right) => left - right)[ROUNDS >> 1];
}

const large = ratio(
  () => redact(payload),
  () => JSON.parse(payload),
);
const small = ratio(
  () => lines.forEach((line) => redact(line)),
  () => lines.forEach((line) => line.replace(plain, "$1•••")),
);
console.log(JSON.stringify([large, small]));
