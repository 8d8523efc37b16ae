/** Prints, as JSON, how many times a second `classify` answers about a known code, and a bare Map the same. */

import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const BUILD = process.env.LINKCODES_BUILD_DIR ?? fileURLToPath(new URL("../../build", import.meta.url));
const PACKAGE = process.env.LINKCODES_NPM_DIR ?? join(BUILD, "npm");
const from = (module) => import(pathToFileURL(resolve(PACKAGE, "dist", module)).href);
const { classify, decode } = await from("runtime.js");
const [PROVIDER, CODE, VOCABULARY] = ["lean", "INVALID_MFA", "linksdk.secondary_status"];
const WEBHOOK = '{"event":"accounts.connected","name":"n","data":{"account":"a1","user":"u1"}}';
const PAYLOAD = { status: "ERROR", secondary_status: CODE };

const { rules } = await from(`${PROVIDER}/rules.js`);
const list = rules.vocabularies.find(({ id }) => id === VOCABULARY);
const map = new Map(list.codes.map((code) => [code.value, code]));

const [ROUNDS, MILLISECONDS] = process.env.LINKCODES_BENCH_SMALL ? [1, 1] : [7, 150];
let sink;

/** Returns the best number of calls a second in several rounds. */
function rate(call) {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    let calls = 0;
    for (; performance.now() - start < MILLISECONDS; calls += 1_000)
      for (let index = 0; index < 1_000; index++) sink = call();
    return calls / (performance.now() - start);
  });
  return Math.round(Math.max(...times) * 1_000);
}

const rates = {
  "Map lookup": rate(() => map.get(CODE)),
  "classify, vocabulary named": rate(() => classify(PROVIDER, CODE, { vocabulary: VOCABULARY })),
  classify: rate(() => classify(PROVIDER, CODE)),
  "decode, a callback": rate(() => decode(PAYLOAD)),
  "JSON.parse, a webhook": rate(() => JSON.parse(WEBHOOK)),
  "decode, a webhook": rate(() => decode(WEBHOOK)),
};
if (sink === undefined) throw new Error("nothing was measured");
console.log(JSON.stringify(rates));
