/** What the explorer must show, found out from the published data by other means than its own. */

import { readFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const SPEC = JSON.parse(read("generated/spec/linkcodes.json"));
const VOCABULARIES = new Map(SPEC.providers.flatMap(({ vocabularies }) => vocabularies).map((item) => [item.id, item]));

const [FIELDS, ...LINES] = read("generated/data/codes.jsonl").trim().split("\n").map((line) => JSON.parse(line));

/** The rows of `codes.jsonl`, with what the explorer knows beyond them. */
export const ROWS = LINES.map((line) => extended(Object.fromEntries(FIELDS.map((column, at) => [column, line[at]]))));

function extended(row) {
  const vocabulary = VOCABULARIES.get(row.vocabulary);
  const code = vocabulary.codes.find(({ name }) => name === row.name);
  const context = code?.contexts?.find(({ id }) => id === row.context);
  const messages = [code, context].flatMap((facts) => facts?.wire_messages ?? []).map(({ text }) => text);
  const synonyms = (code?.synonyms ?? []).map((name) => String(vocabulary.codes.find((other) => other.name === name).value));
  const surface = surfaceOf(row);
  return { ...row, summary: row.summary.replaceAll(/`([^`\n]+)`/g, "$1"), messages, synonyms, surface };
}

function surfaceOf({ provider, vocabulary }) {
  const { surfaces = [] } = SPEC.providers.find(({ id }) => id === provider);
  const found = surfaces.find(({ vocabularies }) => vocabularies?.includes(vocabulary));
  return found ? `${provider}:${found.id}` : null;
}

const one = (name) => (row) => (row[name] === null ? [] : [row[name]]);

/** For each filter, the values of a row. */
export const FACETS = {
  provider: one("provider"), surface: one("surface"), vocabulary: one("vocabulary"), kind: one("kind"),
  category: one("category"), actor: one("actor"), retry: one("retry"), phase: one("phase"),
  confidence: one("confidence"), action: ({ actions }) => actions, flag: ({ flags }) => flags,
  http: ({ http_status }) => http_status.map(String),
};

/** What the text is looked for in, by row. */
const TEXTS = new Map(ROWS.map((row) => [row, textOf(row)]));

function textOf({ value, name, context, deprecated, summary, messages, synonyms }) {
  const fields = [value ?? "missing field", name, context?.replaceAll("_", " "), deprecated ? "deprecated" : "", summary];
  return [...fields, ...messages, ...synonyms].join("\n").toLowerCase();
}

/** The rows that have a value, by filter and value. */
const HOLDERS = new Map(Object.entries(FACETS).map(([name, valuesOf]) => [name, holders(valuesOf)]));

function holders(valuesOf) {
  const found = new Map();
  for (const row of ROWS) for (const value of valuesOf(row)) found.set(value, (found.get(value) ?? new Set()).add(row));
  return found;
}

/** The rows that have one of the values of each filter, and all words of `text`. */
export function matching({ text = "", ...asked }) {
  const words = text.toLowerCase().split(/\s+/);
  const sets = Object.entries(asked).map(([name, values]) => values.map((value) => HOLDERS.get(name).get(value)));
  return ROWS.filter((row) => {
    const fits = sets.every((alternatives) => alternatives.some((rows) => rows?.has(row)));
    return fits && words.every((word) => TEXTS.get(row).includes(word));
  });
}

const COLUMNS = ["value", "provider", "category", "actor", "action", "retry", "http"];
const NAMES = new Map(SPEC.providers.map(({ id, name }) => [id, name]));

/** The rows in the order of a column: by what comes first in its cell, those with an empty one last. */
export function ordered(rows, column, descending) {
  const name = COLUMNS[column];
  const cells = rows.map((row) => [cell(row, name), row]);
  const sign = descending ? -1 : 1;
  const full = cells.filter(([text]) => text !== "");
  // Sorting is stable: equal cells stay in the order of the data, in both directions.
  full.sort(([a], [b]) => (a < b ? -sign : a > b ? sign : 0));
  return [...full, ...cells.filter(([text]) => text === "")].map(([, row]) => row);
}

function cell(row, name) {
  if (name === "value") return String(row.value ?? "missing field").toLowerCase();
  if (name === "provider") return NAMES.get(row.provider).toLowerCase();
  if (name === "action") return (row.category && SENTENCES.get(idOf(row)).toLowerCase()) || "";
  return FACETS[name](row).map((id) => label(name, id).toLowerCase()).join(" ");
}

const idOf = ({ vocabulary, name, context }) => `${vocabulary}#${name ?? ""}${context ? `@${context}` : ""}`;
/** What the table of advice says to support agents, by the id of the meaning. */
const SENTENCES = (() => {
  const [head, ...lines] = read("generated/data/advice.csv").trim().split("\n").map(cells);
  return new Map(lines.map((line) => [line[0], line[head.indexOf("sentence")]]));
})();

/** The cells of a line of CSV. */
function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}

const { terms } = JSON.parse(read("build/pages/site/assets/home.json"));
/** What the site calls an id of the taxonomy. */
const label = (axis, id) => terms[axis]?.[id]?.[0] ?? id;

/** The position of a filter's column in the table, from one; that of the user's text, third, sorts nothing. */
export const labelOf = (name) => COLUMNS.indexOf(name) + 2;

/** A row as the tests tell it from all others. */
export const key = ({ page, context, summary }) => `${page} ${context?.replaceAll("_", " ") ?? ""} ${summary}`;

/** As many rows as a page of the table has. */
export const PAGE_ROWS = 50;

