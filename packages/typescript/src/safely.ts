/** Reads an own data property; whatever else it is, a getter or an inherited name, there is nothing. */
export function own(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return Object.getOwnPropertyDescriptor(value, key)?.value;
  } catch {
    return undefined; // a proxy that refuses
  }
}

/** Returns the names of the own fields that can be listed; none where a proxy refuses. */
export function keysOf(value: object): readonly string[] {
  try {
    return Object.keys(value);
  } catch {
    return [];
  }
}

/** Whether it is an array; a proxy that was revoked is none. */
export function isArray(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** Reads some options; anything else than an object with readable fields has none. */
export function optionsOf<T extends object>(value: T | undefined, read: (value: T) => T): T {
  try {
    return value === undefined || value === null ? ({} as T) : read(value);
  } catch {
    return {} as T;
  }
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function integerOf(value: unknown): number | null {
  return Number.isInteger(value) ? (value as number) : null;
}

/** Reads one of some words. */
export function wordOf<T extends string>(words: Readonly<Record<T, unknown>>, value: unknown): T | null {
  return typeof value === "string" && Object.hasOwn(words, value) ? (value as T) : null;
}

const MAX_COPIED = 10_000;
const MAX_DEPTH = 32;

/** Copies the own data fields of a value, so that what reads the copy runs no getter; of a large one, a part. */
export function snapshotOf(value: unknown, left = { count: MAX_COPIED }, depth = MAX_DEPTH): unknown {
  if (typeof value !== "object" || !value) return value;
  if (left.count-- <= 0 || !depth) return null;
  const entries = keysOf(value).slice(0, MAX_COPIED).map((key) => [key, own(value, key)] as const);
  const copied = entries
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, snapshotOf(item, left, depth - 1)] as const);
  return isArray(value) ? copied.map(([, item]) => item) : Object.fromEntries(copied);
}
