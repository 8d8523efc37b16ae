// Which codes may be meant by what was typed so far.

import { ENTRIES, squashed, type Entry } from "./codes.ts";

const MOST = 8;
const NEAR = { from: 4, wide: 8, longest: 60 } as const;
/** How many words of a sentence have to be those of a code. */
const FEWEST = 2;
/** Words that tell nothing about a code. */
const FILLERS = new Set(
  "a an the is are was were be been of to in on at for with and or it its this that i my me he she they we you your user customer says said does did do what mean means why when got get gets has have".split(" "),
);

interface Indexed {
  readonly entry: Entry;
  readonly bare: string;
  readonly words: readonly string[];
  /** Words of the summary and of the provider's name. */
  readonly about: readonly string[];
}

let index: readonly Indexed[] | undefined;

/** Returns the codes that fit best, the best first; `home` gives the words for where a code is at home. */
export function suggestions(typed: string, home: (entry: Entry) => string): readonly Entry[] {
  const all = wordsOf(typed.slice(0, 200));
  const telling = all.filter((word) => !FILLERS.has(word));
  const asked = telling.length ? telling : all;
  const bare = squashed(typed.slice(0, 200));
  if (!bare || !asked.length) return [];
  index ??= ENTRIES.map((entry) => indexed(entry, home(entry)));
  const ranked = index.flatMap((item) => {
    const rank = rankOf(item, bare, asked);
    return rank === null ? [] : [{ item, rank }];
  });
  const near = ranked.length ? ranked : nearMisses(index, bare);
  const found = near.length ? near : mostWords(index, asked);
  return found.sort(compared).slice(0, MOST).map(({ item }) => item.entry);
}

/** Finds those that have most of several words; a sentence seldom has the very words of a summary. */
function mostWords(items: readonly Indexed[], asked: readonly string[]): Ranked[] {
  const ranked = items.map((item) => {
    const words = new Set([...item.words, ...item.about]);
    return { item, rank: asked.filter((word) => !words.has(word)).length };
  });
  const least = Math.min(...ranked.map(({ rank }) => rank));
  return asked.length - least < FEWEST ? [] : ranked.filter(({ rank }) => rank === least);
}

interface Ranked {
  readonly item: Indexed;
  readonly rank: number;
}

function compared(left: Ranked, right: Ranked): number {
  const byWeight = left.rank - right.rank || weight(left.item) - weight(right.item);
  return byWeight || left.item.bare.length - right.item.bare.length;
}

/** Values that are an outcome go before those that are not. */
function weight({ entry }: Indexed): number {
  return entry.code.behavior !== undefined || entry.code.contexts ? 0 : 1;
}

function indexed(entry: Entry, home: string): Indexed {
  const value = String(entry.code.value);
  const about = wordsOf(`${entry.code.summary} ${home} ${entry.provider.name}`);
  return { entry, bare: squashed(value), words: wordsOf(value), about };
}

/** Returns the words of a text in small letters. */
export function wordsOf(text: string): string[] {
  const spaced = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Returns how well a code fits, 0 best; null where it does not. */
function rankOf({ bare, words, about }: Indexed, typed: string, asked: readonly string[]): number | null {
  if (bare === typed) return 0;
  if (bare.startsWith(typed)) return 1;
  const begins = (among: readonly string[]) => (part: string) => among.some((word) => word.startsWith(part));
  if (asked.every(begins(words))) return 2;
  if (bare.includes(typed)) return 3;
  const inBoth = begins([...words, ...about]);
  if (!asked.every(inBoth)) return null;
  return asked.some(begins(words)) ? 4 : 5;
}

function nearMisses(items: readonly Indexed[], typed: string): Ranked[] {
  if (typed.length < NEAR.from || typed.length > NEAR.longest) return [];
  const most = typed.length >= NEAR.wide ? 2 : 1;
  return items.flatMap((item) => {
    if (Math.abs(item.bare.length - typed.length) > most) return [];
    const rank = distance(item.bare, typed);
    return rank <= most ? [{ item, rank }] : [];
  });
}

/** Counts the letters to change, add, drop or swap with the next to make one text of the other. */
export function distance(left: string, right: string): number {
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const next = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swapped = row > 1 && column > 1 && isSwapped ? before[column - 2]! + 1 : Infinity;
      next.push(
        Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1), swapped),
      );
    }
    before = last;
    last = next;
  }
  return last[right.length]!;
}
