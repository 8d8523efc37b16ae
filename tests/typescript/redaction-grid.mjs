/** The grid of masking, the same texts as those of `tests/python/redaction_grid.py`. */

const FORMS = {
  snake: (parts) => parts.join("_"),
  kebab: (parts) => parts.join("-"),
  spaced: (parts) => parts.join(" "),
  camel: ([first, ...others]) => first + others.map((part) => part[0].toUpperCase() + part.slice(1).toLowerCase()).join(""),
  upper: (parts) => parts.join("_").toUpperCase(),
  joined: (parts) => parts.join(""),
};
const PROSE = ["spaced", "snake"];
const SHOWN = 4;

/** Yields `{text, value}` for all texts of the grid in the rules of the spec. */
export function* cases({ labels, grid: { kinds, forms, lines, prose } }) {
  const wordsOf = new Map(labels.map(({ id, words }) => [id, Object.entries(words)]));
  for (const { labels: ids, values } of kinds)
    for (const [language, list] of ids.flatMap((id) => wordsOf.get(id)).filter(([language]) => language in prose))
      for (const word of list.split(" ")) {
        const parts = word.split(/[_']/);
        const names = new Set(forms.map((form) => FORMS[form](parts)));
        for (const line of lines) yield* filled(line, names, values);
        for (const line of prose[language]) yield* filled(line, new Set(PROSE.map((form) => FORMS[form](parts))), values);
      }
}

function* filled(line, names, values) {
  for (const name of [...names].sort())
    for (const value of values) yield { text: line.replaceAll("{label}", name).replaceAll("{value}", value), value };
}

/** Yields `{text, value, country, what}` for all texts of the grid by country. */
export function* countryCases({ labels, countries, grid: { countries: grid } }) {
  const tried = new Set();
  for (const { id, languages, numbers } of countries) {
    for (const number of numbers) yield* ofNumber(number, grid, id);
    for (const language of languages.split(" ").filter((each) => !tried.has(each))) {
      tried.add(language);
      yield* ofWords(labels, grid, language, id);
    }
  }
}

function* ofNumber({ kind: what, names, example, alone }, { alone: without, separators, lines }, country) {
  if (alone) for (const line of without) yield { text: line.replaceAll("{value}", example), value: example, country, what };
  const values = new Set([example, ...separators.map((sign) => example.replace(/[ ./-]+/g, sign))]);
  for (const name of written(names))
    for (const text of inLines(Object.values(lines).flat(), name, values)) yield { ...text, country, what };
}

function* ofWords(labels, { lines, words }, language, country) {
  for (const { what, labels: ids, values, lines: kinds } of words) {
    const names = labels.filter(({ id, words }) => ids.includes(id) && words[language]).map(({ words }) => words[language]);
    for (const name of written(names.join(" ")))
      for (const text of inLines(kinds.flatMap((kind) => lines[kind]), name, values)) yield { ...text, country, what };
  }
}

function* inLines(lines, name, values) {
  for (const value of values)
    for (const line of lines) yield { text: line.replaceAll("{label}", name).replaceAll("{value}", value), value };
}

/** Returns names in every form. */
function written(names) {
  const parts = names.split(" ").map((name) => name.split(/[_']/));
  return new Set(parts.flatMap((words) => Object.values(FORMS).map((form) => form(words))));
}

/** Returns a part of the value that a text shows although it is too long, if there is one. */
export function shows(masked, value) {
  const [plain, seen] = [squeezed(value), squeezed(masked)];
  const longest = plain.length <= SHOWN ? Math.max(1, plain.length - 1) : SHOWN + 1;
  const starts = Array.from({ length: plain.length - longest + 1 }, (_, start) => start);
  return starts.map((start) => plain.slice(start, start + longest)).find((part) => seen.includes(part));
}

function squeezed(text) {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}
