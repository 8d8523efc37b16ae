// The answer as Markdown, to be put into a ticket.

import type { Classification } from "linkcodes/classification";
import type { Outcome } from "linkcodes/runtime";
import { planRetry } from "linkcodes/runtime";
import { pageUrl } from "../shared/dom.ts";
import { placed, placesIn } from "./locate.ts";
import type { Reading } from "./read.ts";
import { ending, guessText, homeOf, payloadTitle, term, whyText } from "./texts.ts";

const MOST = 20;

/** Writes about codes alone. */
export function codesTicket(found: readonly Classification[]): string {
  return `${found.slice(0, MOST).map((item) => about(item, null)).join("\n")}\n`;
}

/** Writes about what was recognized in a paste: how it ended, every code, what to do next. */
export function readingsTicket(readings: readonly Reading[]): string {
  return `${readings.slice(0, MOST).map(reading).join("\n\n")}\n`;
}

function reading({ outcome, where }: Reading): string {
  const { decoded, verdict, step, contradictory } = outcome;
  const title = decoded.payload === null ? null : payloadTitle(decoded.provider, decoded.payload);
  const origin = [homeOf(decoded.provider, null), title, where].filter(Boolean).join(", ");
  const head = `**${ending(verdict)[0]}** (${origin})`;
  const codes = placed(decoded.classifications, placesIn(decoded)).slice(0, MOST);
  const facts = [
    contradictory && "The payload names a failure although it reports a success.",
    step && `Where the user was: ${literal(step)}`,
    decoded.event_id !== null && `Event: ${literal(decoded.event_id)}`,
    decoded.time !== null && `Time: ${literal(decoded.time)}`,
  ];
  const next = decoded.head?.category ? `- ${planOf(outcome)}` : null;
  const lines = codes.map(([item, place]) => about(item, place?.pointer ?? null));
  const told = facts.filter(Boolean).map((fact) => `- ${fact}`);
  return [head, ...lines, ...told, next].filter(Boolean).join("\n");
}

function about(found: Classification, pointer: string | null): string {
  const { raw, provider, vocabulary, summary, category, actor, page } = found;
  const at = pointer ? ` at ${literal(pointer)}` : "";
  const said = category === null ? [] : [
    `Who must act: ${term("actor", actor ?? "nobody")[0]}.`,
    planOf(found),
  ];
  const line = `- ${literal(raw)}${at} (${homeOf(provider, vocabulary)}): ${summary ?? guessText(found)}`;
  return [line, ...said, page ? pageUrl(page) : ""].filter(Boolean).join(" ");
}

/** Writes what to do next and why. */
function planOf(subject: Classification | Outcome): string {
  const plan = planRetry(subject);
  return `Next: ${plan.sentence} (${whyText(plan).replace(/\.$/, "")})`;
}

/** Writes a value as a literal that cannot end early. */
function literal(value: unknown): string {
  return `\`${String(value ?? "no value").replace(/[`\s]+/g, " ").slice(0, 200)}\``;
}
