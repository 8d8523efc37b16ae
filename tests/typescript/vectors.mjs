/** Reads conformance vectors, and tells where an answer differs from the one expected. */

import { readFileSync } from "node:fs";
import { inspect } from "node:util";

/** Represents what JSON cannot hold, or only at great length. */
const DECODERS = new Map([
  ["$bytes", (text) => new Uint8Array(Buffer.from(text, "base64"))],
  ["$units", (units) => String.fromCharCode(...units)],
  ["$repeat", ([text, times]) => text.repeat(times)],
  ["$times", ([value, times]) => Array(times).fill(value)],
  ["$nested", ([open, depth, close]) => open.repeat(depth) + close.repeat(depth)],
  ["$concat", (texts) => texts.join("")],
  ["$number", Number],
  ["$json", (value) => JSON.stringify(value)],
]);

/** Returns the vectors of a file: those written by hand, then a vector for each row of its tables. */
export function readVectors(folder, kind) {
  const { vectors, tables } = JSON.parse(readFileSync(`${folder}/${kind}.json`, "utf-8"));
  const all = [...vectors, ...tables.flatMap((table) => table.rows.map((row) => vectorOf(table, row)))];
  if (kind === "validate") return withMerged(all);
  const values = new Map(readVectors(folder, "validate").map(({ name, input }) => [name, input.value]));
  return all.map((vector) => withExamples(vector, values));
}

function vectorOf({ columns, named, from }, row) {
  const cells = new Map(columns.map((column, index) => [column, row[index]]));
  for (const [column, values] of Object.entries(named)) {
    cells.set(column, cells.get(column) === null ? null : values[cells.get(column)]);
  }
  for (const [column, template] of Object.entries(from)) cells.set(column, filled(template, cells));
  const vector = { name: cells.get("name"), input: {}, expected: {} };
  for (const [column, value] of cells) {
    const dot = column.indexOf(".");
    if (dot > 0) vector[column.slice(0, dot)][column.slice(dot + 1)] = value;
  }
  return vector;
}

/** Returns a template with each column that it names in braces; one that is nothing else is its value. */
function filled(template, cells) {
  if (Array.isArray(template)) return template.map((item) => filled(item, cells));
  if (isObject(template)) {
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, filled(item, cells)]));
  }
  if (typeof template !== "string") return template;
  const alone = /^\{([\w.]+)\}$/.exec(template);
  return alone ? cells.get(alone[1]) : template.replace(/\{([\w.]+)\}/g, (_, name) => cells.get(name));
}

/** Returns vectors in which each value that is another one with a merge patch is written out. */
function withMerged(vectors) {
  const values = new Map(vectors.map(({ name, input }) => [name, input.value]));
  for (const { input } of vectors) {
    const [[only, value] = [], ...more] = isObject(input.value) ? Object.entries(input.value) : [];
    if (only === "$merge" && !more.length) input.value = merged(values.get(value[0]), value[1]);
  }
  return vectors;
}

/** Returns a value with a JSON merge patch applied (RFC 7386). */
function merged(base, patch) {
  if (!isObject(patch) || Array.isArray(patch)) return patch;
  const found = new Map(isObject(base) && !Array.isArray(base) ? Object.entries(base) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) found.delete(key);
    else found.set(key, merged(found.get(key), value));
  }
  return Object.fromEntries(found);
}

/** Returns a node of a vector with each example that it names in place. */
function withExamples(node, values) {
  if (Array.isArray(node)) return node.map((item) => withExamples(item, values));
  if (!isObject(node)) return node;
  if (Object.keys(node).join() === "$example" && values.has(node.$example)) return values.get(node.$example);
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, withExamples(child, values)]));
}

/** Returns a node of a vector with everything in it that represents something else replaced. */
export function decodeMarkers(node) {
  if (Array.isArray(node)) return node.map(decodeMarkers);
  if (!isObject(node)) return node;
  const [[only, value] = [], ...more] = Object.entries(node);
  if (!more.length && DECODERS.has(only)) return DECODERS.get(only)(decodeMarkers(value));
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, decodeMarkers(child)]));
}

/** Returns where an answer differs; fields that are not expected may contain anything. */
export function differences(expected, actual, at = "answer") {
  if (Array.isArray(expected)) return items(expected, actual, at);
  if (expected instanceof Uint8Array || !isObject(expected)) {
    return same(expected, actual) ? [] : [`${at}: ${shown(expected)} expected, found ${shown(actual)}`];
  }
  if (Object.hasOwn(expected, "$any_order")) return anyOrder(expected.$any_order, actual, at);
  if (Object.hasOwn(expected, "$includes")) return included(expected.$includes, actual, at);
  if (Object.hasOwn(expected, "$count")) return counted(expected.$count, actual, at);
  if (Object.hasOwn(expected, "$one_of")) return oneOf(expected.$one_of, actual, at);
  if (Object.hasOwn(expected, "$between")) return between(expected.$between, actual, at);
  if (Object.hasOwn(expected, "$contains")) return containing(expected.$contains, actual, at);
  if (!isObject(actual)) return [`${at}: an object expected, found ${shown(actual)}`];
  return Object.entries(expected).flatMap(([key, value]) =>
    Object.hasOwn(actual, key)
      ? differences(value, actual[key], `${at}.${key}`)
      : [`${at}.${key} is missing`],
  );
}

function items(expected, actual, at) {
  const wrong = counted(expected.length, actual, at);
  if (wrong.length) return wrong;
  return expected.flatMap((item, index) => differences(item, actual[index], `${at}[${index}]`));
}

function anyOrder(expected, actual, at) {
  const wrong = counted(expected.length, actual, at);
  return wrong.length ? wrong : included(expected, actual, at);
}

function included(expected, actual, at) {
  const left = [...actual];
  for (const item of expected) {
    const found = left.findIndex((other) => !differences(item, other).length);
    if (found < 0) return [`${at}: no item is ${shown(item)}; left are ${shown(left)}`];
    left.splice(found, 1);
  }
  return [];
}

function counted(count, actual, at) {
  const right = Array.isArray(actual) && actual.length === count;
  return right ? [] : [`${at}: ${count} items expected, found ${shown(actual)}`];
}

function oneOf(choices, actual, at) {
  const right = choices.some((choice) => !differences(choice, actual).length);
  return right ? [] : [`${at}: one of ${shown(choices)} expected, found ${shown(actual)}`];
}

function between([least, most], actual, at) {
  const right = typeof actual === "number" && least <= actual && actual <= most;
  return right ? [] : [`${at}: ${least} to ${most} expected, found ${shown(actual)}`];
}

function containing(part, actual, at) {
  const right = typeof actual === "string" && actual.includes(part);
  return right ? [] : [`${at}: a text with ${shown(part)} expected, found ${shown(actual)}`];
}

function same(expected, actual) {
  if (expected instanceof Uint8Array)
    return actual instanceof Uint8Array && Buffer.compare(expected, actual) === 0;
  return Object.is(expected, actual);
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

function shown(value) {
  const text = inspect(value, { breakLength: Infinity, depth: 3, maxStringLength: 100 });
  return text.length <= 300 ? text : `${text.slice(0, 297)}...`;
}
