// What is below the box.

import type { Classification } from "linkcodes/classification";
import type { Decoded, Outcome } from "linkcodes/runtime";
import { planRetry } from "linkcodes/runtime";
import { copy } from "../shared/clipboard.ts";
import type { Block } from "../shared/role.ts";
import { chip, heading, linksTo, telling, toneOf, verdict, voices } from "./card.ts";
import { entryOf, guesses, headOf, meaningsOf, nameOf, type Entry, type Match } from "./codes.ts";
import { statusArticle } from "./status.ts";
import { button, el, pageLink, pageUrl, prose } from "../shared/dom.ts";
import { placed, placesIn, type Place } from "./locate.ts";
import { print } from "./payload.ts";
import type { Reading } from "./read.ts";
import { fragmentOf, fragmentOfCodes, type Shared } from "./share.ts";
import { badnessOf, ending, guessText, homeOf, meaning, payloadTitle, term } from "./texts.ts";
import { codesTicket, readingsTicket } from "./ticket.ts";

/** An answer on the page, and what is said aloud about it. */
export interface Answer {
  readonly nodes: readonly (Node | string)[];
  readonly said: string;
  /** Whether it invites to try an example. */
  readonly wantsExamples?: boolean;
  /** The codes in it that are listed, as the address can carry them. */
  readonly fragment?: string;
}

type Say = (text: string) => void;

const MOST = { entries: 12, readings: 20, codes: 60 } as const;
const SEVERITIES = ["error", "warning", "info"];
const SPELLING = {
  exact: null,
  other_case:
    "Codes are case-sensitive. This matches a code in another case; " +
    "the packages would treat the value as you wrote it as unknown.",
  other_spelling: "This matches a code in another spelling.",
  in_words: "The text has the words of a code. To be sure, ask for the code as it was sent.",
  message: "There is no code in the text, but there is a message that comes with this one.",
} as const;

/** Answers for a code that one or several vocabularies list; `first` is the one that was chosen. */
export function codesAnswer({ entries, alike, how }: Match, first: Entry | null, say: Say): Answer {
  const head = headOf(first ? [first] : entries);
  const chosen = first ?? entryOf(head);
  const ordered = chosen ? [chosen, ...entries.filter((entry) => entry !== chosen)] : entries;
  const shown = ordered.slice(0, MOST.entries);
  const all = ordered.flatMap(meaningsOf);
  const nodes = [
    SPELLING[how] && el("p", { class: "lc-hint" }, SPELLING[how]),
    entries.length > 1 && severalHint(entries.length, head),
    ...shown.map((entry, index) => article(entry, index === 0, say)),
    ordered.length > shown.length && el("p", {}, "Also listed: ", ...linksTo(ordered.slice(MOST.entries))),
    alike.length > 0 && el("p", {}, "Did you mean: ", ...linksTo(alike)),
    actions(codesTicket(all), null, say),
  ].filter((node) => node !== null && node !== false);
  const number = entries.length > 1 ? `Listed in ${entries.length} vocabularies. ` : "";
  return { nodes, said: number + saidOf(head), fragment: fragmentOfCodes(all) };
}

/** Answers for several codes in a text, in its order: a card each, and where else a value is listed. */
export function wordsAnswer(matches: readonly Match[], say: Say): Answer {
  const found = matches.slice(0, MOST.entries).map(({ entries }) => ({ entries, head: headOf(entries) }));
  const first = [...found].sort((left, right) => rankOf(left.head) - rankOf(right.head))[0]!;
  const cards = found.map(({ entries, head }) => {
    const entry = entryOf(head) ?? entries[0]!;
    const rest = entries.filter((other) => other !== entry);
    const card = started(article(entry, head === first.head, say), head === first.head);
    if (rest.length) card.append(el("p", {}, "Also listed: ", ...linksTo(rest.slice(0, MOST.entries))));
    return card;
  });
  const all = found.map(({ head }) => head);
  const start = el("code", { dir: "ltr" }, String(first.head.raw));
  const hint = el("p", { class: "lc-hint" }, `The text has ${found.length} codes. Start with `, start, ".");
  return { nodes: [hint, ...cards, actions(codesTicket(all), null, say)], said: saidOf(first.head), fragment: fragmentOfCodes(all) };
}

function severalHint(number: number, head: Classification): HTMLElement {
  const said = `${number} vocabularies have this value. What it means depends on where it was.`;
  const until = head.category !== null && [" Until you know: ", el("strong", {}, planRetry(head).sentence)];
  return el("p", { class: "lc-hint" }, said, ...(until || []));
}

function article(entry: Entry, isOpen: boolean, say: Say): HTMLElement {
  const meanings = meaningsOf(entry);
  const look = meanings.length > 1 ? "lc-context" : "lc-one";
  const blocks = meanings.map((item) =>
    el("div", { class: look }, ...telling(item, "h3"), ...blocksOf(item, isOpen)),
  );
  const body = meanings.length > 1 ? [el("div", { class: "lc-contexts" }, ...blocks)] : blocks;
  const link = button("Copy link", "lc-small", () => void copied(pageUrl(entry.page), "Link", say));
  const line = el("div", { class: "lc-line" }, heading(meanings[0]!, "h2"), link);
  return el("article", { class: "lc-found" }, line, ...body);
}

/** Makes what a code says and what to tell people, which a reader's role puts in order. */
function blocksOf(found: Classification, isOpen: boolean): readonly HTMLElement[] {
  const says = verdict(found);
  says.dataset["lcBlock"] = "facts" satisfies Block;
  const texts = folded(found, isOpen);
  if (!texts) return [says];
  if (isOpen) texts.dataset["lcBlock"] = "people" satisfies Block; // what is folded comes last for everyone
  return [says, texts];
}

function folded(found: Classification, isOpen: boolean): HTMLElement | null {
  const texts = voices(found);
  if (!texts || isOpen) return texts;
  return el("details", {}, el("summary", {}, "What to tell people"), texts);
}

/** Answers for what was recognized in a paste, in the order of the text; the worst is where to start. */
export function readingsAnswer(readings: readonly Reading[], text: string, say: Say): Answer {
  const sorted = [...readings].sort((left, right) => badness(left.outcome) - badness(right.outcome));
  const first = sorted[0]!;
  const worst = new Set(sorted.slice(0, MOST.readings));
  const shown = readings.filter((reading) => worst.has(reading));
  const { outcome } = first;
  const head = outcome.because ?? outcome.decoded.head;
  const nodes = [
    ...(sorted.length > 1 ? [el("p", { class: "lc-hint" }, ...severalText(sorted.length, head))] : []),
    ...shown.map((reading) => started(readingArticle(reading, reading === first, text), reading === first && sorted.length > 1)),
    actions(readingsTicket(sorted), () => location.href.split("#")[0] + fragmentOf(readings), say),
  ];
  const said = `${ending(outcome.verdict)[0]}. ${head ? saidOf(head) : ""}`;
  return { nodes, said, fragment: isListed(readings) ? fragmentOf(readings) : "" };
}

/** Whether there are codes, and all are listed: what is not may be anything, and goes into no address by itself. */
function isListed(readings: readonly Reading[]): boolean {
  const codes = readings.flatMap(({ outcome }) => outcome.decoded.classifications);
  return fragmentOfCodes(codes) !== "" && codes.every(({ known }) => known);
}

function severalText(number: number, head: Classification | null): readonly (Node | string)[] {
  const shown = number > MOST.readings ? ` The worst ${MOST.readings} are shown.` : "";
  const start = head ? [" Start with ", el("code", { dir: "ltr" }, String(head.raw ?? "no value")), "."] : [];
  return [`${number} payloads or lines were recognized.${shown}`, ...start];
}

/** Marks the card that decides. */
function started(card: HTMLElement, isFirst: boolean): HTMLElement {
  if (isFirst) card.prepend(el("p", { class: "lc-first" }, "Start here"));
  return card;
}

function badness({ verdict, decoded: { head } }: Outcome): number {
  return badnessOf(verdict) * 10 + (SEVERITIES.indexOf(head?.severity ?? "") >>> 0) % 10;
}

function readingArticle({ outcome, where }: Reading, isOpen: boolean, text: string): HTMLElement {
  const { decoded } = outcome;
  const head = outcome.because ?? decoded.head;
  const codes = placed(decoded.classifications, placesIn(decoded));
  const headPlace = codes.find(([item]) => item === head)?.[1] ?? null;
  const rest = codes
    .filter(([item]) => item !== head)
    .sort(([left], [right]) => rankOf(left) - rankOf(right));
  return el(
    "article",
    { class: "lc-found" },
    recognized(outcome, where),
    ...ended(outcome),
    ...(head ? headNodes(head, headPlace, isOpen) : [el("p", {}, "It has no code.")]),
    rest.length > 0 && others(rest),
    printed(decoded, text, isOpen),
  );
}

function headNodes(head: Classification, place: Place | null, isOpen: boolean): readonly (Node | null)[] {
  const title = located(heading(head, "h3"), place);
  return [title, ...telling(head, "h4"), ...doubt(head), ...blocksOf(head, isOpen), otherMeanings(head)];
}

/** Makes the other meanings that the value may have, folded. */
function otherMeanings(head: Classification): HTMLElement | null {
  const entry = entryOf(head);
  const rest = entry ? meaningsOf(entry).filter(({ context }) => context !== head.context) : [];
  if (!rest.length) return null;
  const names = rest.map((item) => meaning(item)?.[0] ?? "").join(", ");
  const blocks = rest.map((item) => el("div", {}, ...telling(item, "h4"), verdict(item)));
  return el("details", {}, el("summary", {}, `It can also mean: ${names}`), ...blocks);
}

function printed(decoded: Decoded, text: string, isOpen: boolean): HTMLElement {
  const title = el("summary", {}, "What was read, with secrets masked");
  const made = el("details", { class: "lc-read" }, title, print(decoded, text));
  made.open = isOpen;
  return made;
}

function recognized({ decoded }: Outcome, where: string | null): HTMLElement {
  const { provider, payload, channel, known } = decoded;
  const name = provider === null ? "" : nameOf(provider);
  const parts: (Node | string)[] = [provider === null ? name : pageLink(`${provider}/index`, name)];
  if (payload !== null)
    parts.push(" · ", pageLink(`${provider}/payloads/${payload}`, payloadTitle(provider, payload)));
  if (channel) parts.push(` · ${channel.replaceAll("_", " ")}`);
  if (where) parts.push(" · ", el("code", {}, where));
  if (payload !== null && !known) parts.push(" · ", el("strong", {}, "not every code in it is listed"));
  return el("p", { class: "lc-recognized" }, "Recognized: ", ...parts);
}

function ended(outcome: Outcome): readonly HTMLElement[] {
  const [title, tone] = ending(outcome.verdict);
  const nodes: HTMLElement[] = [el("h2", { class: `lc-ended lc-chip ${tone}` }, title)];
  if (outcome.contradictory)
    nodes.push(el("p", {}, el("strong", {}, "It names a failure although it reports a success.")));
  if (outcome.step !== null)
    nodes.push(el("p", {}, "Where the user was: ", el("code", { dir: "ltr" }, outcome.step.slice(0, 200))));
  return nodes;
}

function located(title: HTMLElement, place: Place | null): HTMLElement {
  if (place) title.append(" ", el("small", {}, "at ", el("code", { dir: "ltr" }, place.pointer)));
  return title;
}

/** Tells the reader where a value is listed several times and nothing says which is meant. */
function doubt(found: Classification): readonly HTMLElement[] {
  if (!found.known || !found.candidates.length) return [];
  const said = `This value is in ${found.candidates.length} vocabularies; the most likely is shown.`;
  return [el("p", { class: "lc-hint" }, said)];
}

function rankOf({ severity, category }: Classification): number {
  return category === null ? 10 : SEVERITIES.indexOf(severity ?? "") >>> 0;
}

function others(codes: readonly (readonly [Classification, Place | null])[]): HTMLElement {
  const items = codes
    .slice(0, MOST.codes)
    .map(([item, place]) => el("li", { class: `lc-other ${toneOf(item)}` }, ...other(item, place)));
  const left = codes.length - items.length;
  const more = left > 0 && el("p", {}, `${left} more are not shown.`);
  return el("div", {}, el("h3", {}, "Other codes in it"), el("ul", { class: "lc-others" }, ...items), more);
}

function other(found: Classification, place: Place | null): readonly (Node | string)[] {
  const value = el("code", { dir: "ltr" }, String(found.raw ?? "no value"));
  const parts: (Node | string)[] = [found.page ? pageLink(found.page, value) : value, " "];
  if (found.category !== null) parts.push(chip("category", found.category), " ");
  parts.push(...prose(found.summary ?? guessText(found)));
  if (place) parts.push(" ", el("small", {}, "at ", el("code", { dir: "ltr" }, place.pointer)));
  return parts;
}

/** Answers for the codes in a shared link. */
export function sharedAnswer(shared: Shared, say: Say): Answer {
  const { classifications, provider, payload } = shared;
  const isKnown = payload !== null && provider !== null;
  const known = isKnown ? `${nameOf(provider)}, ${payloadTitle(provider, payload)}. ` : "";
  const [title, tone] = ending(shared.verdict);
  const first = [...classifications].sort((left, right) => rankOf(left) - rankOf(right))[0];
  const nodes = [
    el("p", { class: "lc-hint" }, `From a link: ${known}It contains the codes and nothing else.`),
    ...(isKnown ? [el("h2", { class: `lc-ended lc-chip ${tone}` }, title)] : []),
    ...classifications.map((item) => started(sharedArticle(item, item === first), item === first && classifications.length > 1)),
    actions(codesTicket(classifications), () => location.href, say),
  ];
  return { nodes, said: first ? saidOf(first) : "The link has no code." };
}

function sharedArticle(found: Classification, isOpen: boolean): HTMLElement {
  const words = [...telling(found, "h3"), ...doubt(found)];
  const parts = [heading(found, "h2"), ...words, ...blocksOf(found, isOpen)];
  return el("article", { class: "lc-found" }, ...parts);
}

/** Answers for a word that is not listed: what its beginning suggests, and which codes look like it. */
export function unlistedAnswer(text: string, alike: readonly Entry[]): Answer {
  const found = guesses(text);
  const word = el("code", { dir: "ltr" }, text);
  const said = found.length ? "Unknown code, judged by how it begins." : "Unknown code.";
  const nodes = [
    el("p", { class: "lc-hint" }, word, ` ${said} It may be new or misspelled.`),
    ...found.map((item) => el("article", { class: "lc-found" }, heading(item, "h2"), verdict(item))),
    ...(alike.length ? [el("p", {}, "Did you mean: ", ...linksTo(alike))] : []),
  ];
  return { nodes, said };
}

/** Answers for an HTTP status without a body. */
export function statusAnswer(status: number, text: string): Answer {
  return { nodes: [statusArticle(status, text)], said: `HTTP status ${status}.` };
}

/** Adds to an answer what a number would be as an HTTP status. */
export function withStatusToo({ nodes, said }: Answer, status: number, text: string): Answer {
  const hint = el("p", { class: "lc-hint" }, "Shown as a code. The HTTP status is below.");
  return { nodes: [hint, ...nodes, statusArticle(status, text)], said };
}

/** Says what could be pasted, where nothing was recognized; or which codes could be meant. */
export function nothingAnswer(alike: readonly Entry[]): Answer {
  const said = "Nothing was recognized.";
  if (alike.length) {
    const lead = el("p", { class: "lc-hint" }, el("strong", {}, said), " These codes have some of the words:");
    const items = alike.map((entry) => el("li", {}, ...linksTo([entry]), ": ", ...prose(entry.code.summary)));
    return { nodes: [lead, el("ul", { class: "lc-alike" }, ...items)], said: `${said} Some codes are listed.` };
  }
  const advice =
    "Paste a code, the body of a webhook or an API response, what a widget sent to your page, " +
    "the URL that a user came back to, or lines of a log. Or try an example:";
  const hint = el("p", { class: "lc-hint" }, el("strong", {}, said), ` ${advice}`);
  return { nodes: [hint], said, wantsExamples: true };
}

function saidOf(found: Classification): string {
  const { raw, summary, actor, category, provider, vocabulary } = found;
  const who = category === null ? "" : ` Who must act: ${term("actor", actor ?? "nobody")[0]}.`;
  const next = category === null ? "" : ` ${planRetry(found).sentence}`;
  const meaning = (summary ?? "Unknown code.").replaceAll("`", "");
  return `${String(raw ?? "No value")}, ${homeOf(provider, vocabulary)}: ${meaning}${who}${next}`;
}

/** Makes the buttons below an answer. */
function actions(ticket: string, link: (() => string) | null, say: Say): HTMLElement {
  const buttons = [button("Copy for a ticket", "lc-copy", () => void copied(ticket, "Ticket text", say))];
  if (link) buttons.unshift(button("Copy link", "lc-copy", () => void copied(link(), "Link", say)));
  return el("p", { class: "lc-actions" }, ...buttons);
}

async function copied(text: string, what: string, say: Say): Promise<void> {
  say((await copy(text)) ? `${what} copied.` : `${what} could not be copied.`);
}
