// What to read from a text without a code as providers write it: a code in plain words, a message, an HTTP status.

import type { MeaningRules, ProviderRules } from "linkcodes/rulebook";
import { RULES } from "site-data/rules";
import { squashed } from "../shared/words.ts";
import { ENTRIES, wordsOf, type Entry, type Match } from "./codes.ts";

const MOST = { text: 4_000, words: 400, together: 8 } as const;
const SHORTEST_MESSAGE = 12;
const STATUS = /\b(?:HTTP(?:\/\d(?:\.\d)?)?|(?:http_?)?status(?:[ _]?code)?)["']?[\s:=]{1,4}["']?([1-5]\d\d)(?![\w.])/i;
/** Between words; signs that join the parts of a code do not part them, as another code may begin alike. */
const BETWEEN = /[\s,;:()[\]{}"'`=&?!<>|]+/;
/** The first line of an answer, whose words only say what the status is. */
const STATUS_LINE = /\bHTTP\/\d(?:\.\d)? \d{3}[^\n]*/g;
/** Words that may be beside a number that is a status. */
const BESIDE = new Set("http https status code error response returned returns got a an the of from with".split(" "));

let byWords: Index | undefined;

type Index = ReadonlyMap<string, readonly Entry[]>;

/**
 * Finds codes by their words or by a message that comes with them; those of a provider that is named go alone.
 * Several that are each written as one word are found in the order of the text.
 */
export function hinted(text: string): readonly Match[] {
  const read = text.slice(0, MOST.text).replace(STATUS_LINE, "");
  const providers = providersIn(read);
  const match = (how: Match["how"], entries: readonly Entry[]): Match => {
    const own = entries.filter(({ provider }) => providers.includes(provider));
    return { entries: own.length ? own : entries, alike: [], how };
  };
  const several = eachWord(read);
  if (several.length > 1) return several.map((entries) => match("in_words", entries));
  const found = [["in_words", inWords(read)], ["message", byMessage(read)]] as const;
  return found.filter(([, entries]) => entries.length).slice(0, 1).map(([how, entries]) => match(how, entries));
}

/** Returns the HTTP status that a text names; one on its own or beside a provider's name counts too. */
export function statusIn(text: string): number | null {
  const read = text.slice(0, MOST.text);
  const named = STATUS.exec(read)?.[1];
  if (named) return Number(named);
  const names = new Set(RULES.flatMap(({ id, name }) => wordsOf(`${id} ${name}`)));
  const left = wordsOf(read).filter((word) => !BESIDE.has(word) && !names.has(word));
  return left.length === 1 && /^[1-5]\d\d$/.test(left[0]!) ? Number(left[0]) : null;
}

/** Returns the providers that a text names, by id or by the first word of their name. */
export function providersIn(text: string): readonly ProviderRules[] {
  const words = new Set(wordsOf(text));
  return RULES.filter(({ id, name }) => words.has(id) || words.has(wordsOf(name)[0] ?? ""));
}

/** Returns the codes that come with an HTTP status. */
export function withStatus(status: number): readonly Entry[] {
  return ENTRIES.filter(({ code }) => saysOf(code).some(({ http }) => http?.includes(status)));
}

function saysOf(code: Entry["code"]): readonly MeaningRules[] {
  return [code, ...(code.contexts ?? [])];
}

/** Finds values of several words, the longest first, however these are separated. */
function inWords(text: string): readonly Entry[] {
  byWords ??= indexed();
  const words = text.split(BETWEEN, MOST.words).map(squashed).filter(Boolean);
  for (let together = MOST.together; together > 0; together--) {
    const runs = words.map((_, start) => words.slice(start, start + together).join(""));
    const found = [...new Set(runs)].flatMap((run) => byWords!.get(run) ?? []);
    if (found.length) return found;
  }
  return [];
}

/** Finds the values that are written as one word with a look of its own: in capitals, or with a sign between its parts. */
function eachWord(text: string): readonly (readonly Entry[])[] {
  byWords ??= indexed();
  const words = text.split(BETWEEN, MOST.words).filter((word) => /[A-Za-z]_[A-Za-z]|^[A-Z\d]{4,}$/.test(word));
  const found = [...new Set(words.map(squashed))].map((word) => byWords!.get(word) ?? []);
  return found.filter((entries) => entries.length);
}

function indexed(): Index {
  const found = new Map<string, Entry[]>();
  for (const entry of ENTRIES) {
    const value = String(entry.code.value);
    if (wordsOf(value).length < 2) continue;
    const bare = squashed(value);
    found.set(bare, [...(found.get(bare) ?? []), entry]);
  }
  return found;
}

function byMessage(text: string): readonly Entry[] {
  const plain = flat(text);
  return ENTRIES.filter(({ code }) =>
    saysOf(code).some(({ messages = [] }) => messages.some((rule) => contains(plain, rule))),
  );
}

/** Whether a text contains a message; of one with gaps, its parts in their order. */
function contains(text: string, rule: string | readonly string[]): boolean {
  const parts = [rule].flat().map((part) => flat(part).replace(/\.$/, "")).filter(Boolean);
  if (parts.join("").length < SHORTEST_MESSAGE) return false;
  let position = 0;
  return parts.every((part) => {
    const found = text.indexOf(part, position);
    position = found + part.length;
    return found >= 0;
  });
}

function flat(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}
