// Validations per second of the built npm package, beside Ajv, which compiles schemas at run time.
// stdout: {"<payload>: <way>": <validations per second>, ...}, each the median of rounds that alternate.
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneModule from "ajv/dist/standalone/index.js";

const REPO = new URL("../../", import.meta.url);
const BUILD = process.env.LINKCODES_BUILD_DIR ?? fileURLToPath(new URL("build", REPO));
const PACKAGE = process.env.LINKCODES_NPM_DIR ?? `${BUILD}/npm`;
const { default: standaloneCode } = standaloneModule;
const [ROUNDS, SECONDS] = process.env.LINKCODES_BENCH_SMALL ? [1, 0.001] : [9, 0.1];

const PAYLOADS = {
  small: ["flinks", "connect.event", "error-disabled-institution"],
  large: ["argyle", "verifications.updated", "completed-documents-partner"],
};

const readJson = (path) => JSON.parse(readFileSync(new URL(path, REPO), "utf-8")); // or an absolute path
const load = (path) => import(pathToFileURL(`${PACKAGE}/dist/validate/${path}.js`).href);

/** The code that Ajv writes for a schema ahead of time, as a module. */
async function standaloneOf(schema) {
  const ajv = new Ajv2020({ code: { source: true, esm: true } });
  const helper = (_, name) => `(await import(${JSON.stringify(import.meta.resolve(`${name}.js`))})).default`;
  const text = standaloneCode(ajv, ajv.compile(schema)).replace(/require\("([^"]+)"\)/g, helper);
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default;
}

/** The ways to validate one payload; each must accept it. */
async function waysOf([provider, payload, example]) {
  const value = readJson(`spec/examples/${provider}/${payload}.json`).accept[example];
  const flavors = [provider, `${provider}/strict`, `${provider}/is`, `${provider}/strict/is`];
  const [tolerant, strict, is, strictIs] = await Promise.all(flavors.map(load));
  const [schema, strictSchema] = ["tolerant", "strict"].map((flavor) =>
    readJson(`${BUILD}/pages/jsonschema/${flavor}/${provider}/${payload}.schema.json`),
  );
  const ajv = new Ajv2020().compile(schema);
  const standalone = await standaloneOf(schema);
  const ajvAll = new Ajv2020({ allErrors: true }).compile(schema);
  const ajvStrict = new Ajv2020().compile(strictSchema);
  const ways = {
    linkcodes: () => tolerant.validate(payload, value).valid,
    "linkcodes, strict": () => strict.validate(payload, value).valid,
    "linkcodes, yes or no": () => is.is(payload, value),
    "linkcodes, yes or no, strict": () => strictIs.is(payload, value),
    "Ajv standalone": () => standalone(value),
    "Ajv, compiled before": () => ajv(value),
    "Ajv, compiled before, all errors": () => ajvAll(value),
    "Ajv, compiled before, strict schema": () => ajvStrict(value),
    "Ajv, compiling included": () => new Ajv2020().compile(schema)(value),
  };
  for (const [name, accepts] of Object.entries(ways))
    if (!accepts()) throw new Error(`${name} refuses ${payload}/${example}`);
  return ways;
}

/** Returns how often a function runs in a second, measured once. */
function rate(run) {
  const started = performance.now();
  const end = started + SECONDS * 1000;
  let runs = 0;
  for (let step = 1; performance.now() < end; step = Math.min(step * 2, 1000))
    for (let turn = 0; turn < step; turn++, runs++) run();
  return (runs / (performance.now() - started)) * 1000;
}

function median(numbers) {
  return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

const found = {};
for (const [size, payload] of Object.entries(PAYLOADS)) {
  const ways = Object.entries(await waysOf(payload));
  const rounds = Array.from({ length: ROUNDS + 1 }, () => ways.map(([, run]) => rate(run)));
  const measured = rounds.slice(1); // the first round only warms up
  ways.forEach(([name], way) => {
    found[`${size}: ${name}`] = Math.round(median(measured.map((round) => round[way])));
  });
}
process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
