// Words and texts: those of the spec, and those of the box itself.

import type { Classification } from "linkcodes/classification";
import type { Decision, Reason, RetryPlan, Verdict } from "linkcodes/runtime";
import type { PayloadLink, Voices, Word } from "site-data/home.json";
import data from "site-data/home.json";
import { nameOf, type Entry } from "./codes.ts";

export const EXAMPLES = data.examples;

/** How an attempt ended: a title, and the class that colors it. */
export const VERDICTS: Readonly<Record<Verdict, readonly [title: string, tone: string]>> = {
  succeeded: ["It succeeded", "lc-success"],
  failed: ["It failed", "lc-failure lc-error"],
  abandoned: ["The user stopped", "lc-cancelled"],
  closed_by_host: ["The page around it closed it", "lc-cancelled"],
  handed_to_bank: ["The bank has taken over; nothing is decided yet", "lc-in_progress"],
  waiting: ["It is not finished yet", "lc-in_progress"],
  unknown: ["It cannot be told how it ended", "lc-cancelled"],
};

const DECISIONS: Readonly<Record<Decision, string>> = {
  retry: "Try again",
  ask_user: "Ask the user first, then try again",
  wait: "Wait; do not start it again",
  check_first: "Find out first whether it was done",
  stop: "Do not try again by yourself",
};

const REASONS: Readonly<Record<Reason, string>> = {
  unknown_code: "nobody knows what the code means",
  no_outcome: "the value reports no outcome",
  nothing_to_retry: "there is nothing to repeat",
  in_progress: "it is still going on",
  will_fail_again: "the same attempt will fail again",
  needs_fix: "the request must be corrected first",
  may_pay_twice: "the payment may have been made, and a second attempt may pay twice",
  may_lock_account: "each further attempt may lock the account at the bank",
  attempts_used_up: "there were enough attempts",
  needs_user: "it takes the user",
  needs_bank_action: "the user has something to settle at the bank",
  needs_reconnect: "the connection must be made anew",
  needs_input: "the user has something to enter",
  may_retry: "another attempt makes sense",
};

/** By what an answer was found, for what is not listed. */
const JUDGED_BY: Readonly<Record<string, string>> = {
  prefix: "how its name begins",
  http_status: "the HTTP status",
  message: "the message beside it",
};

/** Returns label and summary of a word of the taxonomy; the id itself where the spec has no such word. */
export function term(axis: string, id: string): Word {
  const words = data.terms[axis] ?? {};
  return Object.hasOwn(words, id) ? words[id]! : [id, ""];
}

/** Returns what to tell people: the code's own texts, else those of its category. */
export function voicesOf({ id, context, category, challenge }: Classification): Voices | null {
  const keys = [`${id}/${context ?? ""}`, `${id}/`, `${category}/${challenge ?? ""}`, `${category}/`];
  const key = category === null ? undefined : keys.find((item) => Object.hasOwn(data.voice, item));
  return key === undefined ? null : (data.voices[data.voice[key]!] ?? null);
}

/** Returns where a code is at home, such as the provider and the kind of status. */
export function homeOf(provider: string | null, vocabulary: string | null): string {
  const id = `${provider}:${vocabulary}`;
  return Object.hasOwn(data.vocabularies, id) ? data.vocabularies[id]! : nameOf(provider);
}

export function homeOfEntry({ provider, vocabulary }: Entry): string {
  return homeOf(provider.id, vocabulary);
}

/** Returns the title of a payload. */
export function payloadTitle(provider: string | null, payload: string): string {
  const id = `${provider}:${payload}`;
  return Object.hasOwn(data.payloads, id) ? data.payloads[id]! : payload;
}

/** Returns the label of one of several meanings, and how to tell it. */
export function meaning({ id, context }: Classification): Word | null {
  const key = `${id}/${context}`;
  return Object.hasOwn(data.meanings, key) ? data.meanings[key]! : null;
}

/** Says whether and how to try again. */
export function planText(plan: RetryPlan): string {
  const after = plan.decision === "retry" && plan.delay_s ? ` after ${duration(plan.delay_s)}` : "";
  const left = plan.attempts_left > 0 ? ` Leave it after ${count(plan.attempts_left, "more attempt")}.` : "";
  const alone = plan.decision === "retry" && !plan.unattended ? " Not without the user." : "";
  return `${DECISIONS[plan.decision]}${after}: ${REASONS[plan.reason]}.${left}${alone}`;
}

function duration(seconds: number): string {
  return seconds % 60 ? count(seconds, "second") : count(seconds / 60, "minute");
}

/** `1 code`, `2 codes`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Says by what a value that is not listed was judged, and how sure that is. */
export function guessText({ matched_by, candidates, raw }: Classification): string {
  const by = JUDGED_BY[matched_by];
  if (!by) return "Not listed. Nothing tells what it means; the provider's support can say.";
  const names = candidates.map((id) => id.split("#")[1]).join(", ");
  const like = names ? ` It is taken to be like ${names}.` : "";
  return `${raw === null ? "No code" : "Not listed"}. Judged by ${by}; certainty low.${like}`;
}

/** Returns the payloads that come with an HTTP status. */
export function payloadsWith(provider: string, status: number): readonly PayloadLink[] {
  return data.statuses[provider]?.[status] ?? [];
}
