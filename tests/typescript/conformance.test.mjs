/** The TypeScript package gives every answer that the conformance vectors expect. */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load, readJson } from "./package.mjs";
import { decodeMarkers, differences, readVectors } from "./vectors.mjs";

const REPO = fileURLToPath(new URL("../../", import.meta.url));
const SPEC = process.env.LINKCODES_SPEC ?? `${REPO}/generated/spec/linkcodes.json`;
const FOLDER = resolve(SPEC, "../../conformance");
const runtime = await load("runtime");
const { redact } = await load("redact");
const { retryAfter, retryAt } = await load("retry-at");

const SUBJECTS = {
  classify: (given) => classify(given),
  decode: (anything, options) => runtime.decode(anything, known(options)),
  outcome: (anything, options) => runtime.resolveOutcome(anything, known(options)),
  anything: (anything) => anything,
  classification: (fields) => ({ ...classify({ provider: "", code: null }), ...fields }),
};

const ANSWERS = {
  classify,
  decode: ({ anything, ...options }) => runtime.decode(anything, options),
  outcome: ({ anything, ...options }) => runtime.resolveOutcome(anything, options),
  retry({ subject, ...options }) {
    const [[kind, value]] = Object.entries(subject);
    return runtime.planRetry(SUBJECTS[kind](value, options), options);
  },
  /** The pause that an answer asks for, and when the wait of the plan is over that heeds it. */
  retry_at({ subject, headers, message, now, ...options }) {
    const [[kind, value]] = Object.entries(subject);
    const read = SUBJECTS[kind](value, options);
    const retry_after = retryAfter(read, { headers, message, now });
    const { decision, delay_s, ...plan } = runtime.planRetry(read, { ...options, retry_after_s: retry_after });
    return { retry_after, retry_at: retryAt({ delay_s, ...plan }, { now }), decision, delay_s };
  },
  /** The states that the orders lead to. */
  state({ inputs, orders = [inputs.map((_, index) => index)] }) {
    return orders.map((order) => order.map((index) => inputs[index]).reduce(folded, null));
  },
  real: integrated,
  redact: ({ payload }) => ({ redacted: redact(payload) }),
  async validate({ provider, payload, value }) {
    const [tolerant, strict] = await Promise.all([
      load(`validate/${provider}`),
      load(`validate/${provider}/strict`),
    ]);
    const verdicts = { tolerant: tolerant.validate(payload, value), strict: strict.validate(payload, value) };
    const each = (get) => Object.fromEntries(Object.entries(verdicts).map(([name, it]) => [name, get(it)]));
    return { ...each(({ valid }) => valid), problems: each(({ problems = [] }) => problems) };
  },
  verify: verified,
  /** What a webhook is told from others by, and which kind of key that is. */
  async event_key({ scheme, body }) {
    const { eventKey, reread } = await load("webhooks");
    const raw = bytesOf(body);
    const delivery = await reread(scheme, raw);
    return { ...(await eventKey(delivery, raw)), idempotency_key: delivery.idempotencyKey };
  },
};
/** What an integrator looks at in what was decoded and in the plan of it. */
function integrated({ anything, unattended, ...known }) {
  const decoded = runtime.decode(anything, known);
  const plan = runtime.planRetry(decoded, { operation: known.operation, unattended });
  const { category = null, actor = null } = decoded.head ?? {};
  const values = decoded.classifications.filter((item) => item.known).map((item) => item.raw);
  return { values, verdict: decoded.verdict, category, actor, ...plan, action: plan.actions[0] ?? null };
}

/** Whether a webhook is signed, and why not; a body that is a text means its bytes. */
async function verified({ scheme, body, headers, secret, keys, at, ...options }) {
  const { verify } = await load("webhooks");
  const raw = bytesOf(body);
  const clock = at === undefined ? {} : { clock: () => at };
  return verify(scheme, raw, headers, keys ?? secret, { ...options, ...clock }).then(
    () => ({ valid: true }),
    ({ reason = "mistake" }) => ({ valid: false, reason }),
  );
}

function bytesOf(body) {
  return typeof body === "string" ? new TextEncoder().encode(body) : body;
}

function classify({ provider, code, ...options }) {
  return runtime.classify(provider, code, options);
}

/** What is known about an input. */
function known({ provider, payload, http_status }) {
  return { provider, payload, http_status };
}

function folded(state, { anything, at, ...options }) {
  return runtime.reduceState(state, runtime.resolveOutcome(anything, options), { at });
}

const kinds = readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ""));
/** How many of the vectors that fail are shown. */
const SHOWN = 20;

// One test a kind: a test for each of ten thousand vectors would take longer than the answers.
for (const kind of kinds.filter((name) => name in ANSWERS))
  test(kind, async () => {
    const failing = await failures(kind);
    assert.ok(!failing.length, [`${failing.length} vectors fail`, ...failing.slice(0, SHOWN)].join("\n\n"));
  });

async function failures(kind) {
  const found = [];
  for (const vector of readVectors(FOLDER, kind)) {
    const wrong = await faults(kind, vector).catch((error) => [error.stack]);
    if (wrong.length) found.push([vector.name, vector.why, ...wrong].filter(Boolean).join("\n"));
  }
  return found;
}

async function faults(kind, vector) {
  const answer = await ANSWERS[kind](decodeMarkers(vector.input));
  const expected = decodeMarkers(vector.expected);
  return differences(kind === "state" ? answer.map(() => expected) : expected, answer);
}

test("no fewer vectors are asked than before", { skip: Boolean(process.env.LINKCODES_SPEC) }, () => {
  for (const [kind, least] of Object.entries(readJson(`${REPO}/tests/least_vectors.json`)))
    assert.ok(readVectors(FOLDER, kind).length >= least, kind);
});

test("every kind of vector is asked", () => {
  assert.deepEqual(kinds.sort(), [...Object.keys(ANSWERS)].sort());
});
