// From a text to its words, as the index has them: `packages/python/linkcodes/_search/words.py` does the same.

/** An ending, what takes its place, and how many letters must be left before it. */
export type Suffix = readonly [end: string, put: string, least: number];

/** Accents, and the vowel signs of Arabic: people leave them out. */
const MARKS = /[\u0300-\u036f\u064b-\u065f]/g;

/** Returns a text as values are compared: in small letters, without what separates words. */
export function squashed(text: string): string {
  return text.toLowerCase().replace(/[ \t\n\r\f\v\u00a0_.:\-/]+/g, "");
}

/** Returns a function that cuts a text into the stems of its words, fillers left out if there is anything else. */
export function stemmer(suffixes: readonly Suffix[], fillers: ReadonlySet<string>): (text: string) => string[] {
  const shorter = (word: string): string => {
    const ending = suffixes.find(([end, , least]) => word.endsWith(end) && word.length - end.length >= least);
    return ending ? word.slice(0, word.length - ending[0].length) + ending[1] : word;
  };
  const stem = (word: string): string => {
    const cut = shorter(word);
    return cut === word ? word : stem(cut);
  };
  return (text) => {
    const words = folded(text.replace(/([a-z0-9])([A-Z])/g, "$1 $2")).match(/[\p{L}\p{N}]+/gu) ?? [];
    const telling = words.filter((word) => !fillers.has(word));
    return (telling.length ? telling : words).map(stem);
  };
}

function folded(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(MARKS, "");
}
