/** The rules of masking, which the spec decides, ready for use. */

import { REDACTION } from "./redaction.js";

/** What the name of a field says of its value; the same for every name of a rule. */
export interface Label {
  readonly words: string;
  readonly masks?: boolean;
  readonly spares?: boolean;
  readonly line?: boolean;
  readonly ends?: boolean;
  readonly alone?: boolean;
  readonly below?: boolean;
  readonly only?: string;
  readonly keeps?: string;
}

/** A sum of digits that says whether a number is right. */
export interface Sum {
  readonly weights: string;
  readonly by: number;
  /** The sign behind the digits for each remainder; without it, nothing may remain. */
  readonly signs?: string;
}

/** What a secret looks like. */
export interface Shape {
  readonly pattern: string;
  readonly case?: boolean;
  readonly ids?: boolean;
  readonly ends?: boolean;
  readonly weak?: boolean;
  /** How many digits a text must have. */
  readonly digits?: number;
  /** How many of them in a row. */
  readonly run?: number;
  /** Words or signs of which a text must have one. */
  readonly needs?: string;
  /** How many letters, digits and signs of random text it must have in a row. */
  readonly solid?: number;
  readonly check?: "luhn" | "iban" | "verhoeff" | "mod_11_10" | "not_time" | "random";
  readonly sums?: readonly Sum[];
}

/** The rules as they are generated. */
export interface RedactionRules {
  readonly mask: string;
  readonly labels: readonly Label[];
  readonly shapes: readonly Shape[];
  readonly grammar: Readonly<Record<GrammarName, string>>;
  readonly fillers: string;
  readonly states: string;
  readonly forms: string;
  readonly codes: readonly string[];
  readonly lookalikes: string;
}

type GrammarName = "label" | "pair" | "beside" | "quoted" | "line" | "tag" | "bare" | "groups" | "more";

/** What is put in place of a secret. */
export const MASK = REDACTION.mask;

/** Letters at the end of a name that are looked at, and from which a word also counts at the end of another one. */
const LETTERS = { most: 40, surely: 6 } as const;
/** How many names are remembered. */
const KNOWN = 8192;

const setOf = (text: string): ReadonlySet<string> => new Set(text.split("|"));

export const FILLERS = setOf(REDACTION.fillers);
export const STATES = setOf(REDACTION.states);
const FORMS = setOf(REDACTION.forms);
const CODES = new Set(REDACTION.codes);
/** Letters of other scripts, and those that they look like. */
export const LOOKALIKES = new Map((REDACTION.lookalikes.match(/../gu) ?? []).map(([letter, like]) => [letter!, like!]));
const NAMES = new Map(REDACTION.labels.flatMap((label) => label.words.split("|").map((word) => [word, label])));
/** How the names end that are listed: most names end otherwise, and need no further look. */
const TAILS = new Set([...NAMES.keys()].flatMap((name) => [name.slice(-3), `${name}s`.slice(-3)]));
const labels = new Map<string, Label | null>();
const ends = new Map<string, boolean>();
const whole = new Map<string, RegExp>();

export const SHAPES = REDACTION.shapes.map((shape) => ({
  ...shape,
  needs: shape.needs?.split("|"),
  solid: shape.solid ? new RegExp(`[\\w+/=-]{${shape.solid}}`) : undefined,
  found: new RegExp(shape.pattern, shape.case ? "g" : "gi"),
}));

/** Patterns of values look at a position, those of names search. */
const GRAMMAR = Object.fromEntries(
  Object.entries(REDACTION.grammar).map(([name, pattern]) => [
    name,
    new RegExp(pattern, /label|pair|beside/.test(name) ? "gi" : "yi"),
  ]),
) as Record<GrammarName, RegExp>;

/** Finds a part of the grammar from a position on, or at it. */
export function matched(name: GrammarName, text: string, position: number): RegExpExecArray | null {
  GRAMMAR[name].lastIndex = position;
  return GRAMMAR[name].exec(text);
}

/** Whether a pattern of a label matches a value from its start to its end. */
export function fits(pattern: string, value: string): boolean {
  if (!whole.has(pattern)) whole.set(pattern, new RegExp(`^(?:${pattern})$`));
  return whole.get(pattern)!.test(value);
}

/** Returns what a name says; names are the same again and again. */
export function labelOf(name: string): Label | null {
  let label = labels.get(name);
  if (label === undefined) {
    if (labels.size >= KNOWN) labels.clear();
    labels.set(name, (label = lookedUp(name)));
  }
  return label;
}

/** Returns what a name says, by the longest of its ends that is listed; `name` is in its plain form. */
function lookedUp(name: string): Label | null {
  const words = wordsOf(name);
  let label = listedEnd(words);
  while (!label && words.length > 1 && (FORMS.has(words.at(-1)!) || /^(?:v|v?\d{1,2})$/.test(words.at(-1)!))) {
    words.pop();
    label = listedEnd(words);
  }
  // Of the words before it, those that a space separates are no part of the name.
  const isAlone = (): boolean => wordsOf(name.trimEnd().split(" ").at(-1)!).join("").startsWith(words.at(-1)!);
  return label && (label.masks !== false || label.spares) && (!label.alone || isAlone()) ? label : null;
}

/**
 * Whether a word, which has no spaces, may be the last one of a name that says something. Most words in prose are none,
 * and there are far fewer of them than of the texts before each.
 */
export function mayEndName(word: string): boolean {
  let may = ends.get(word);
  if (may === undefined) {
    if (ends.size >= KNOWN) ends.clear();
    ends.set(word, (may = hasEnd(wordsOf(word))));
  }
  return may;
}

function hasEnd(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  if (last.length < 3 || [3, 2, 1].some((letters) => TAILS.has(last.slice(-letters)))) return true;
  return FORMS.has(last) && hasEnd(words.slice(0, -1));
}

function listedEnd(words: readonly string[]): Label | null {
  const joined = words.join("");
  if (![3, 2, 1].some((letters) => TAILS.has(joined.slice(-letters)))) return null;
  const starts = new Set(words.map((_, index) => words.slice(0, index).join("").length));
  for (let start = Math.max(0, joined.length - LETTERS.most); start < joined.length; start++) {
    if (!starts.has(start) && joined.length - start < LETTERS.surely) continue;
    const end = joined.slice(start);
    const label = NAMES.get(end) ?? NAMES.get(end.replace(/s$/, ""));
    if (label) return label;
  }
  return null;
}

/** `userAccessToken2` -> user, access, token. */
function wordsOf(name: string): string[] {
  const spaced = name.slice(-200).replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ");
  const words = spaced.toLowerCase().split(/[^a-z0-9\u0370-\u052f\u0621-\u064a\u0904-\u0939]+/).filter(Boolean);
  return words.map((word) => word.replace(/\d+$/, "") || word);
}

/** Whether a text is a code of the spec that looks like a secret. */
export function isListed(text: string): boolean {
  return CODES.has(text);
}
