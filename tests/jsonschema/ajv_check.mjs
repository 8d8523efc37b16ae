// Validate values with Ajv as a user would: default options, one instance that knows all schemas.
// stdin: [{ "schema": <JSON Schema>, "values": [<value>, ...] }, ...]
// stdout: [[<is valid>, ...], ...], in the same order. Ajv's warnings go to stderr.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const ajv = new Ajv2020();
const jobs = JSON.parse(readFileSync(0, "utf8"));
const verdicts = jobs.map(({ schema, values }) => {
  const validate = ajv.compile(schema);
  return values.map((value) => validate(value));
});
process.stdout.write(JSON.stringify(verdicts));
