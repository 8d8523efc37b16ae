/** What comes out of a function, as programs print and pass it on: all ways by which a secret could get into a log. */

import { inspect } from "node:util";

const SHOWN = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity };

/**
 * Calls a function, and returns all texts that a program makes of what comes out, by the way in which it does. `left` names
 * fields that are left out, which are looked at nowhere.
 */
export async function shownBy(call, left = []) {
  const { written, end } = overheard();
  try {
    const result = without(await call(), left);
    return { ...textsOf(result), ...(typeof result === "function" ? {} : copiesOf(result)), written: written.join("\n") };
  } catch (error) {
    return { ...textsOfError(error), written: written.join("\n") };
  } finally {
    end();
  }
}

const METHODS = ["debug", "error", "info", "log", "trace", "warn"];

/** Collects what is printed and warned of. */
function overheard() {
  const written = [];
  const before = METHODS.map((name) => [name, console[name]]);
  const { emitWarning } = process;
  const hear = (...values) => void written.push(values.map((value) => inspect(value, SHOWN)).join(" "));
  for (const name of METHODS) console[name] = hear;
  process.emitWarning = hear;
  return { written, end: () => Object.assign(console, Object.fromEntries(before)) && Object.assign(process, { emitWarning }) };
}

function textsOf(value) {
  return { inspect: inspect(value, SHOWN), string: attempt(() => String(value)), JSON: attempt(() => JSON.stringify(value)) };
}

/** Spread, copied field by field, and sent to another thread. */
function copiesOf(value) {
  if (typeof value !== "object" || !value) return {};
  return {
    spread: inspect({ ...value }, SHOWN),
    entries: attempt(() => inspect(Object.entries(value), SHOWN)),
    clone: attempt(() => inspect(structuredClone(value), SHOWN)),
  };
}

/** An error with its stack, its causes, and what programs have hung on it. */
function textsOfError(error) {
  const fields = typeof error === "object" && error ? Object.fromEntries(Object.entries(error)) : {};
  return { ...textsOf(error), message: String(error?.message), stack: String(error?.stack), fields: inspect(fields, SHOWN) };
}

function attempt(make) {
  try {
    return String(make());
  } catch (error) {
    return `${error}`;
  }
}

/** Copies what is shown of a value as it is, hidden fields included, but for some fields. */
function without(value, left) {
  if (Array.isArray(value)) return value.map((item) => without(item, left));
  if (typeof value !== "object" || !value || ![null, Object.prototype].includes(Object.getPrototypeOf(value))) return value;
  const isLeft = (name) => left.some(({ field, beside }) => field === name && Object.hasOwn(value, beside));
  const fields = Object.entries(Object.getOwnPropertyDescriptors(value)).filter(([name]) => !isLeft(name));
  return Object.defineProperties({}, Object.fromEntries(fields.map(([name, each]) => [name, shownOf(each, left)])));
}

function shownOf(field, left) {
  return field.enumerable && "value" in field ? { ...field, value: without(field.value, left) } : field;
}
