import { byBothIds, same } from "./validate.js";

/** Tells whether a value, parsed from JSON, is a payload. Never throws, changes nothing, and reads own fields only. */
export type Guard<T = unknown> = (value: unknown) => value is T & {};

/** Tells whether a value is the payload of an id. An id that the provider does not have makes it false. */
export type GuardById<Payloads> = <Id extends string & keyof Payloads>(
  payload: Id,
  value: unknown,
) => value is Payloads[Id] & {};

/** What the generated tests call. They say the same as the validators, which also say what is wrong. */
type Test = (value: unknown) => boolean;
type Fields = { readonly [name: string]: unknown };

export const has = Object.hasOwn;

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether something was added to what all objects inherit; looked at once for each value that is judged. */
let isPolluted = false;

/**
 * Returns an object in which every name but those of `Object.prototype` is an own field, null for all else. What
 * `JSON.parse` makes is one as it is, which saves the look at each field; of others the own fields are copied.
 */
export function fieldsOf(value: unknown): Fields | null {
  if (!isObject(value)) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || (prototype === Object.prototype && !isPolluted)) return value;
  return Object.create(null, Object.getOwnPropertyDescriptors(value)) as Fields;
}

/** Whether JSON has such a value. */
export function isValue(value: unknown): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "object":
      return true;
    case "number":
      return Number.isFinite(value);
    default:
      return false;
  }
}

/** Whether it is a text of so many characters, of which each takes one or two units. */
export function hasLength(value: unknown, least: number): boolean {
  return typeof value === "string" && value.length >= least && (value.length >= 2 * least || [...value].length >= least);
}

/** Whether it is an array of which each item passes. */
export function every(value: unknown, test: Test): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) if (!test(value[index])) return false;
  return true;
}

/** Whether it is one of some values, which may be lists and objects. */
export function equals(values: readonly unknown[], value: unknown): boolean {
  return values.some((allowed) => same(allowed, value));
}

/** Makes a guard of a test: an object made to do so may throw when it is read. */
export function guard<T>(test: Test): Guard<T> {
  return (value): value is T & {} => {
    isPolluted = hasAddedNames();
    try {
      return test(value);
    } catch {
      return false;
    }
  };
}

function hasAddedNames(): boolean {
  for (const _ in Object.prototype) return true;
  return false;
}

/** Returns the function that finds a guard by the id of its payload, and asks it. */
export function guardById<Payloads>(
  provider: string,
  guards: readonly (readonly [id: string, guard: Test])[],
): GuardById<Payloads> {
  const known = byBothIds(provider, guards);
  return ((payload: unknown, value: unknown) => known.get(payload)?.(value) ?? false) as GuardById<Payloads>;
}
