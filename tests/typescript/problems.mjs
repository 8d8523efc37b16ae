/**
 * `node --import .../in-place.mjs problems.mjs`: answers each line of standard input, a JSON array of cases, with a
 * line that contains what the npm package finds wrong in each: `[[pointer, message], ...]`.
 *
 * A case is `[shape, value]`, or `[module, payload, value]` for a validator of a payload.
 */

import { createInterface } from "node:readline";
import { load } from "./package.mjs";

const { validator } = await load("validate");

async function verdict([first, ...rest]) {
  if (rest.length === 1) return validator(first)(rest[0]);
  return (await load(first)).validate(...rest);
}

for await (const line of createInterface({ input: process.stdin })) {
  const verdicts = await Promise.all(JSON.parse(line).map(verdict));
  const answers = verdicts.map(({ problems = [] }) =>
    problems.map(({ pointer, message }) => [pointer, message]),
  );
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
