/** Answers questions, each a line of JSON, with the npm package; an answer is a line of JSON, too. */

import { createInterface } from "node:readline";

const { redact } = await import("linkcodes/redact");
const { retryAfter, retryAt } = await import("linkcodes/retry-at");
const { classify, decode, resolveOutcome, planRetry, reduceState, withRaw } = await import("linkcodes/runtime");
const { reread, verify } = await import("linkcodes/webhooks");
const bytes = (text) => new TextEncoder().encode(text);

const ANSWERS = {
  classify: classified,
  decode: ({ anything, ...options }) => decode(anything, options),
  outcome: ({ anything, ...options }) => resolveOutcome(anything, options),
  said: ({ anything }) => {
    const { because, decoded } = resolveOutcome(anything);
    const head = because ?? decoded.head;
    const plan = head && planRetry(head);
    return head && { id: head.id, context: head.context, decision: plan.decision, sentence: plan.sentence };
  },
  retry: ({ subject, options }) =>
    planRetry("classify" in subject ? classified(subject.classify) : subject.anything, options),
  retry_at({ subject, known, options }) {
    const given = Object.values(subject)[0];
    const found = "classify" in subject ? classified(given) : resolveOutcome(given, known);
    const asked = [found, given, null].map((answer) => retryAfter(answer, options));
    return [asked, retryAt(planRetry(found, { retry_after_s: asked[0] }), { now: options.now })];
  },
  redact: ({ payload }) => redact(payload),
  state: ({ inputs, stored }) =>
    inputs.reduce((state, { anything, ...options }) => {
      const kept = stored === "with what came" ? withRaw(state) : state;
      const before = stored ? JSON.parse(JSON.stringify(kept)) : state;
      return reduceState(before, anything, options);
    }, null),
  key: async ({ scheme, body }) => (await reread(scheme, bytes(body))).idempotencyKey,
  verify: ({ scheme, body, headers, keys, at, claims }) =>
    verify(scheme, bytes(body), headers, keys, { claims: claims ?? undefined, clock: () => at }).then(
      () => null,
      ({ reason }) => reason,
    ),
  async validate({ provider, payload, value }) {
    const flavors = [`linkcodes/validate/${provider}`, `linkcodes/validate/${provider}/strict`];
    const modules = await Promise.all(flavors.map((name) => import(name)));
    const found = modules.map(({ validate }) => validate(payload, value).problems ?? []);
    return found.map((problems) => problems.map(({ pointer, message }) => [pointer, message]));
  },
};

function classified({ provider, code, ...options }) {
  return classify(provider, code, options);
}

// A line may contain what other readers take for its end, such as U+2028: only JSON's escapes keep it in one piece.
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { ask, ...question } = JSON.parse(line);
  process.stdout.write(`${asciiOf(JSON.stringify(withRaw(await ANSWERS[ask](question))))}\n`);
}

function asciiOf(json) {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
