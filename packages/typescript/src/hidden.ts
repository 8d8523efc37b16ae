import { isArray } from "./safely.js";

/**
 * Gives an object a field with what came, and leaves it out of all that prints, spreads or writes the object: a payload
 * is about people, and often has secrets in it.
 */
export function hide(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value });
}

/**
 * Returns a copy of a result in which what came is a field like all others: `data` and `raw` of what was decoded, and
 * `body` of an event. `JSON.stringify(withRaw(state))` stores a state that newer rules can read again.
 */
export function withRaw<T>(result: T): T {
  if (isArray(result)) return result.map(withRaw) as T;
  if (typeof result !== "object" || !result) return result;
  const fields = Object.entries(Object.getOwnPropertyDescriptors(result)) as [string, PropertyDescriptor][];
  return Object.fromEntries(
    fields.map(([name, { value, enumerable }]) => [name, enumerable ? withRaw<unknown>(value) : value]),
  ) as T;
}
