/** The payloads that the spec has as examples. */

import { fileURLToPath } from "node:url";
import { readVectors } from "./vectors.mjs";

const NAME = /^(?<provider>\w+):(?<payload>[^/]+)\/(?<verdict>accept|reject|unlisted)\/(?<name>.+)$/;
const FOLDER = fileURLToPath(new URL("../../generated/conformance", import.meta.url));

/** All of them: of which payload, what the schemas make of it, its name and its value. */
export const EXAMPLES = readVectors(FOLDER, "validate").flatMap(({ name, input }) => {
  const found = NAME.exec(name);
  return found ? [{ ...found.groups, value: input.value }] : [];
});

/** Those of one payload, by its id. */
export const examplesOf = (id) => EXAMPLES.filter(({ provider, payload }) => `${provider}:${payload}` === id);

/** The value of the example of a name: `lean:api.result/accept/with-data`. */
export function exampleNamed(name) {
  const found = EXAMPLES.find((item) => `${item.provider}:${item.payload}/${item.verdict}/${item.name}` === name);
  if (!found) throw new Error(`there is no example ${name}`);
  return found.value;
}
