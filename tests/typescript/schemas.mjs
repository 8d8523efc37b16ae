/** The published schemas of single payloads. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Returns the schema of a payload from that of its provider. */
export function schemaOf(generated, flavor, provider, payload) {
  const path = join(generated, "jsonschema", flavor, `${provider}.schema.json`);
  const { $schema, $id, $defs } = JSON.parse(readFileSync(path, "utf-8"));
  return { $schema, $id: `${$id}/${payload}`, $ref: `#/$defs/${payload}`, $defs };
}
