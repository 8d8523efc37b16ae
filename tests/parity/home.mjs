/** Asks the script of the home page what it says about texts: one line of JSON a text, one line of JSON an answer. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, stdin } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { settings } from "../../site/bundle.mjs";

const HOME = join(fileURLToPath(new URL("../../site/app", import.meta.url)), "home");
const CONTENTS = `
export { headOf, meaningsOf, named, ENTRIES } from "${HOME}/codes.ts";
export { readAll } from "${HOME}/read.ts";
export { planRetry } from "linkcodes/runtime";
`;

/** Bundles what the box asks, as the page does. */
async function box(generated) {
  const folder = await mkdtemp(join(tmpdir(), "box-"));
  const outfile = join(folder, "box.mjs");
  const stdin = { contents: CONTENTS, resolveDir: HOME };
  await build({ ...settings(generated, generated), format: "esm", stdin, outfile });
  return import(pathToFileURL(outfile).href).finally(() => rm(folder, { recursive: true }));
}

const { headOf, meaningsOf, named, ENTRIES, readAll, planRetry } = await box(env.LINKCODES_GENERATED);

/** What stands first below the box. */
function first(text) {
  const match = named(text);
  if (match) return headOf(match.entries);
  const outcome = readAll(text)[0]?.outcome;
  return outcome ? (outcome.because ?? outcome.decoded.head) : null;
}

/** What the card of one code says, whichever others have the same value. */
function card(id) {
  const entry = ENTRIES.find((item) => `${item.provider.id}:${item.vocabulary}#${item.code.name ?? item.code.value}` === id);
  return meaningsOf(entry).map(said);
}

function said(head) {
  const plan = head && planRetry(head);
  return head && { id: head.id, context: head.context, decision: plan.decision, sentence: plan.sentence };
}

for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
  const { text, code } = JSON.parse(line);
  console.log(JSON.stringify(code === undefined ? said(first(text)) : card(code)));
}
