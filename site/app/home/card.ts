// The answer about one code, as it looks on the code's own page.

import type { Classification } from "linkcodes/classification";
import type { RetryPlan } from "linkcodes/runtime";
import { planRetry } from "linkcodes/runtime";
import type { Entry } from "./codes.ts";
import { el, pageLink, prose } from "../shared/dom.ts";
import { guessText, homeOf, homeOfEntry, meaning, term, voicesOf, whyText, WITHOUT_USER } from "./texts.ts";

type Level = "h2" | "h3" | "h4";

/** Makes the block that answers first: what happened, what to do next, who must act, what to do with no user present. */
export function verdict(found: Classification, plan = planRetry(found)): HTMLElement {
  return found.category === null ? noOutcome(found) : outcome(found, plan);
}

function noOutcome({ summary }: Classification): HTMLElement {
  return el(
    "div",
    { class: "lc-verdict lc-plain" },
    el("p", { class: "lc-meaning" }, ...prose(summary ?? "")),
    el("p", { class: "lc-note" }, "Not an outcome: it says nothing about success or failure."),
  );
}

function outcome(found: Classification, plan: RetryPlan): HTMLElement {
  const { category, challenge, flags } = found;
  const words = [chip("category", category), challenge ? chip("challenge", challenge) : null];
  return el(
    "div",
    { class: `lc-verdict ${toneOf(found)}` },
    el("p", {}, ...words.flatMap((word) => (word ? [word, " "] : [])), certainty(found)),
    el("p", { class: "lc-meaning" }, ...prose(found.summary ?? guessText(found))),
    next(plan),
    found.partial === true && partly(),
    acts(found, plan),
    found.situation !== null && situated(found.situation),
    flags.length > 0 && el("p", { class: "lc-note" }, `Read with care: ${labels("flag", flags)}.`),
  );
}

function situated(situation: string): HTMLElement {
  const link = pageLink("taxonomy", term("situation", situation)[0]);
  link.hash = `situation-${situation}`;
  return el("p", { class: "lc-axes" }, el("span", {}, "Situation ", link));
}

function partly(): HTMLElement {
  return el("p", {}, el("strong", {}, "Only a part of it succeeded."), " Look at what is missing.");
}

/** Returns the classes that color it. */
export function toneOf({ phase, severity }: Classification): string {
  return `lc-${phase ?? "unknown"} lc-${severity ?? "info"}`;
}

/** Makes the colored word for a category or a challenge. */
export function chip(axis: string, id: string | null): HTMLElement {
  const link = pageLink("taxonomy", term(axis, id ?? "")[0]);
  link.hash = `${axis}-${id}`;
  link.className = "lc-category";
  return link;
}

function certainty({ confidence }: Classification): HTMLElement | null {
  if (!confidence) return null;
  return el("span", { class: "lc-certainty" }, `Certainty ${term("confidence", confidence)[0]}`);
}

/** Makes what to do next and why, as on the code's page. */
export function next(plan: RetryPlan): HTMLElement {
  const ends = plan.until.map((id) => id.slice(id.search(/[:#][^:#]*$/) + 1)).join(", ");
  const why = el("small", {}, `${whyText(plan)}${ends && ` The wait ends with ${ends}.`}`);
  return el("p", { class: "lc-next" }, el("strong", {}, plan.sentence), " ", why);
}

function acts(found: Classification, plan: RetryPlan): HTMLElement {
  const steps = plan.actions.map((action) => el("li", {}, ...answer("action", action)));
  return el(
    "dl",
    {},
    el("dt", {}, "Who must act"),
    el("dd", {}, el("strong", {}, term("actor", found.actor ?? "nobody")[0])),
    el("dt", {}, "What to do"),
    el("dd", {}, el("ol", {}, ...steps)),
    el("dt", {}, "With no user present"),
    el("dd", {}, ...alone(found, plan)),
  );
}

function alone(found: Classification, attended: RetryPlan): readonly (Node | string)[] {
  const plan = planRetry(found, { unattended: true });
  const refresh = planRetry(found, { unattended: true, operation: WITHOUT_USER });
  const isSame = plan.sentence === attended.sentence;
  const said = isSame ? ["The same."] : [`${plan.sentence} `, el("small", {}, whyText(plan))];
  if (refresh.sentence === plan.sentence) return said;
  const label = el("em", {}, "In a refresh of stored data:");
  return [el("p", {}, ...said), el("p", {}, label, ` ${refresh.sentence}`)];
}

function answer(axis: string, id: string): readonly (Node | string)[] {
  const [label, summary] = term(axis, id);
  return [el("strong", {}, label), ` ${summary}`];
}

/** Returns the labels of some words, joined. */
export function labels(axis: string, ids: readonly string[]): string {
  return ids.map((id) => term(axis, id)[0]).join(", ");
}

/** Makes what to tell the user, and what support asks and never asks; null where there is nothing to tell. */
export function voices(found: Classification): HTMLElement | null {
  const texts = voicesOf(found);
  if (!texts) return null;
  const user = el(
    "div",
    { class: "lc-voice lc-user" },
    who("End user reads"),
    el("p", {}, el("strong", {}, texts.title)),
    el("p", {}, texts.body),
    texts.button !== null && el("p", {}, el("span", { class: "lc-button" }, texts.button)),
  );
  const support = el(
    "div",
    { class: "lc-voice" },
    who("Support agent"),
    ...list("Asks", texts.ask),
    ...list("Does", texts.do),
    ...list("Never asks for", texts.never_ask),
  );
  return el("div", { class: "lc-voices" }, user, support);
}

function who(text: string): HTMLElement {
  return el("p", { class: "lc-who" }, text);
}

function list(title: string, items: readonly string[]): readonly HTMLElement[] {
  if (!items.length) return [];
  return [el("p", { class: "lc-say" }, title), el("ul", {}, ...items.map((text) => el("li", {}, text)))];
}

/** Makes the line that says which code it is: the value, where it is at home, its page. */
export function heading(found: Classification, level: Level): HTMLElement {
  const value = el("code", { dir: "ltr" }, String(found.raw ?? "no value"));
  const home = el("small", {}, homeOf(found.provider, found.vocabulary));
  return el(level, { class: "lc-code" }, found.page ? pageLink(found.page, value) : value, " ", home);
}

/** Makes links to codes, each with where it is at home. */
export function linksTo(entries: readonly Entry[]): readonly (Node | string)[] {
  const links = entries.map((entry) => {
    const value = el("code", { dir: "ltr" }, String(entry.code.value));
    return [pageLink(entry.page, value), ` (${homeOfEntry(entry)})`, ", "];
  });
  return links.flat().slice(0, -1);
}

/** Makes the label of one of several meanings with how to tell it; empty where there is one meaning. */
export function telling(found: Classification, level: Level): readonly HTMLElement[] {
  const words = found.context === null ? null : meaning(found);
  if (!words) return [];
  return [el(level, {}, words[0]), el("p", { class: "lc-tell" }, ...prose(words[1]))];
}
