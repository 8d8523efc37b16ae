// usage: node --import ./packages/typescript/in-place.mjs tests/parity/webhooks.mjs < QUESTIONS
// Reads lines of [scheme, body] and prints what `reread` makes of each.
import { createInterface } from "node:readline";
import { reread } from "linkcodes/webhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const [scheme, body] = JSON.parse(line);
  const delivery = await reread(scheme, new TextEncoder().encode(body));
  const { event, outcome, plan } = delivery;
  console.log(
    JSON.stringify({
      kind: event.kind,
      name: event.name,
      payload: outcome.decoded.payload,
      verdict: outcome.decoded.verdict,
      head: outcome.decoded.head?.id ?? null,
      decision: plan.decision,
      reason: plan.reason,
      connection: plan.connection,
      key: delivery.idempotencyKey,
      problems: delivery.problems.map(({ pointer }) => pointer),
    }),
  );
}
