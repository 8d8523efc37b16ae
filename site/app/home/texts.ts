// Words and texts: those of the spec, and those of the box itself.

import type { Classification } from "linkcodes/classification";
import type { RetryPlan, Verdict } from "linkcodes/runtime";
import type { PayloadLink, Voices, Word } from "site-data/home.json";
import data from "site-data/home.json";
import { nameOf, type Entry } from "./codes.ts";

export const EXAMPLES = data.examples;

/** Says how an attempt ended: a title, and the class that colors it. */
export function ending(verdict: Verdict): readonly [title: string, tone: string] {
  const [phrase, phase] = data.words.verdict[verdict];
  return [phrase, phase === "failure" ? "lc-failure lc-error" : `lc-${phase ?? "cancelled"}`];
}

/** Whether it is one of the words that say how an attempt ended. */
export function isVerdict(word: string): word is Verdict {
  return Object.hasOwn(data.words.verdict, word);
}

/** How bad it is how an attempt ended: the worst first. */
export function badnessOf(verdict: Verdict): number {
  return WORST_FIRST.indexOf(data.words.verdict[verdict][1]);
}

const WORST_FIRST: readonly (string | null)[] = ["failure", null, "in_progress", "cancelled", "success"];

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

/** Says what a plan decides and why; its own sentence says what to do. */
export function whyText({ decision, reason }: RetryPlan): string {
  return `${data.words.decision[decision]}: ${data.words.reason[reason]}.`;
}

/** The operation that runs with no user present; undefined where the taxonomy has none. */
export const WITHOUT_USER = data.without_user ?? undefined;

/** `1 code`, `2 codes`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Says by what a value that is not listed was judged, and how sure that is. */
export function guessText({ matched_by, candidates, raw }: Classification): string {
  const by = data.words.guess[matched_by];
  if (!by) return "Unknown code. Nothing shows what it means; ask the provider's support.";
  const names = candidates.map((id) => id.split("#")[1]).join(", ");
  const like = names ? ` It is treated like ${names}.` : "";
  return `${raw === null ? "No code" : "Unknown code"}. Judged by ${by}; certainty low.${like}`;
}

/** Returns the payloads that come with an HTTP status. */
export function payloadsWith(provider: string, status: number): readonly PayloadLink[] {
  return data.statuses[provider]?.[status] ?? [];
}
