/** The published schemas of payloads. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Gives Ajv the schemas of these providers, once; returns a function that finds its validator of a payload in them. */
export function validatorsIn(ajv, generated, flavor, providers) {
  const path = (provider) => join(generated, "jsonschema", flavor, `${provider}.schema.json`);
  const schemas = providers.map((provider) => JSON.parse(readFileSync(path(provider), "utf-8")));
  ajv.addSchema(schemas);
  const ids = new Map(providers.map((provider, index) => [provider, schemas[index].$id]));
  return (provider, payload) => ajv.getSchema(`${ids.get(provider)}#/$defs/${payload}`);
}
