// Reads the index of all codes and ranks them: `packages/python/linkcodes/_search/index.py` does the same, number for
// number. A code is a number: its place among all codes, in the order of the spec. Scores are whole numbers.

import { distance } from "./distance.ts";
import { squashed, stemmer, type Suffix } from "./words.ts";

/** The index as the generator writes it; `codegen/model/search.py` says what each field of `rules` means. */
export interface SearchIndex {
  readonly rules: {
    readonly weights: readonly number[];
    readonly exact: number;
    readonly concept: number;
    readonly prefix: number;
    readonly near: readonly number[];
    readonly least_near: readonly number[];
    readonly shortest_prefix: number;
    readonly same_value: number;
    readonly value_begins: number;
    readonly value_has: number;
    readonly no_outcome: number;
    readonly fewest: number;
  };
  readonly fillers: readonly string[];
  /** Words that too many codes have. */
  readonly common: readonly string[];
  readonly suffixes: readonly Suffix[];
  /** How many codes each provider has, in the order of the numbers. */
  readonly providers: Readonly<Record<string, number>>;
  readonly outcomes: string;
  /** The number of a concept by a phrase, in stems. */
  readonly phrases: Readonly<Record<string, number>>;
  readonly concepts: readonly string[];
  /** The codes of each term, in groups by its first letter. */
  readonly terms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Returns the numbers of the codes that fit a text best, the best first. */
export type Find = (text: string) => readonly number[];

interface Found {
  matched: number;
  score: number;
}

type Scores = Map<number, number>;

const LETTERS = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place)).filter(
  (letter) => letter !== '"' && letter !== "\\",
);
const PLACES = new Map(LETTERS.map((letter, place) => [letter, place]));
/** Letters below this end a number, the others begin one. */
const LOW = 64;
const HIGH = 26;
const MOST = { text: 200, words: 24 } as const;

/** Returns what looks codes up in an index; `values` are those of the codes, in the order of their numbers. */
export function finder(index: SearchIndex, values: readonly string[]): Find {
  const { rules } = index;
  const stems = stemmer(index.suffixes, new Set(index.fillers));
  const bare = values.map(squashed);
  const terms = new Map(Object.values(index.terms).flatMap((group) => Object.entries(group)));
  const phrases = new Map(Object.entries(index.phrases));
  const longest = Math.max(0, ...[...phrases.keys()].map((phrase) => phrase.split(" ").length));
  const outcomes = new Set(unpacked(index.outcomes));

  function add(best: Scores, postings: string, percent: number): Scores {
    const levels = postings.split(" ").map(unpacked);
    const many = Math.max(levels.reduce((sum, level) => sum + level.length, 0), 1);
    const rarity = Math.floor(bare.length / many).toString(2).replace(/^0$/, "").length + 1;
    levels.slice(0, rules.weights.length).forEach((numbers, level) => {
      const score = rules.weights[level]! * rarity * percent;
      for (const number of numbers) if (score > (best.get(number) ?? 0)) best.set(number, score);
    });
    return best;
  }

  function near(word: string): Scores {
    const best: Scores = new Map();
    for (const [place, percent] of rules.near.entries()) {
      if (best.size || length(word) < rules.least_near[place]!) break;
      for (const [term, postings] of terms)
        if (distance(term, word, place + 1) === place + 1) add(best, postings, percent);
    }
    return best;
  }

  /** Returns the scores of the codes that have a word, or what it means, or one that is written alike. */
  function ofWord(word: string, concepts: readonly number[]): Scores {
    const best: Scores = new Map();
    for (const concept of concepts) add(best, index.concepts[concept]!, rules.concept);
    if (index.common.includes(word)) return best; // it says nothing, and what begins with it says something else
    if (terms.has(word)) add(best, terms.get(word)!, rules.exact);
    if (length(word) >= rules.shortest_prefix)
      for (const [term, postings] of terms)
        if (term !== word && term.startsWith(word)) add(best, postings, rules.prefix);
    return best.size ? best : near(word);
  }

  /** Returns for each word the concepts that it is a word of, alone or together with its neighbors. */
  function conceptsOf(words: readonly string[]): readonly (readonly number[])[] {
    const found: number[][] = words.map(() => []);
    for (let start = 0; start < words.length; start++)
      for (let end = start + 1; end <= Math.min(start + longest, words.length); end++) {
        const concept = phrases.get(words.slice(start, end).join(" "));
        if (concept !== undefined) for (let place = start; place < end; place++) found[place]!.push(concept);
      }
    return found;
  }

  function scores(words: readonly string[], typed: string): Map<number, Found> {
    const found = new Map<number, Found>();
    const at = (number: number): Found => {
      if (!found.has(number)) found.set(number, { matched: 0, score: 0 });
      return found.get(number)!;
    };
    const concepts = conceptsOf(words);
    words.forEach((word, place) => {
      for (const [number, score] of ofWord(word, concepts[place]!)) {
        at(number).matched++;
        at(number).score += score;
      }
    });
    bare.forEach((value, number) => {
      const more = byValue(value, typed);
      if (!more) return;
      at(number).matched = words.length;
      at(number).score += more;
    });
    for (const [number, item] of found)
      if (!outcomes.has(number)) item.score = Math.floor((item.score * rules.no_outcome) / 100);
    return found;
  }

  /** Returns what a code gets because its value is, begins with, or contains all that was typed. */
  function byValue(value: string, typed: string): number {
    if (value === typed) return rules.same_value;
    if (length(typed) < rules.shortest_prefix || !value.includes(typed)) return 0;
    return value.startsWith(typed) ? rules.value_begins : rules.value_has;
  }

  /** Returns the codes whose values are written almost like all that was typed, the fewest errors first. */
  function nearest(typed: string): Map<number, Found> {
    for (const [place, least] of rules.least_near.entries()) {
      const alike = [...bare.keys()].filter((number) => distance(bare[number]!, typed, place + 1) === place + 1);
      if (alike.length && length(typed) >= least)
        return new Map(alike.map((number) => [number, { matched: 1, score: 0 }]));
    }
    return new Map();
  }

  return (text) => {
    const asked = [...text].slice(0, MOST.text).join("");
    const typed = squashed(asked);
    const words = [...new Set(stems(asked).slice(0, MOST.words))];
    if (!typed || !words.length) return [];
    let found = scores(words, typed);
    const most = Math.max(0, ...[...found.values()].map(({ matched }) => matched));
    if (most < Math.min(rules.fewest, words.length)) found = nearest(typed);
    else found = new Map([...found].filter(([, { matched }]) => matched === most));
    const ranked = [...found].map(([number, { score }]) => ({ number, score, length: length(bare[number]!) }));
    ranked.sort((a, b) => b.score - a.score || a.length - b.length || a.number - b.number);
    return ranked.map(({ number }) => number);
  };
}

/** Counts characters as Python does. */
function length(text: string): number {
  return [...text].length;
}

/** Returns the numbers that are packed in a text: the gap before each. */
function unpacked(text: string): readonly number[] {
  const numbers: number[] = [];
  let number = -1;
  let high = 0;
  for (const letter of text) {
    const place = PLACES.get(letter) ?? 0;
    if (place >= LOW) high = high * HIGH + place - LOW;
    else {
      number += high * LOW + place + 1;
      high = 0;
      numbers.push(number);
    }
  }
  return numbers;
}
