import type { PayloadRules, Path, Role } from "./rulebook.js";
import { isArray, keysOf, own } from "./safely.js";

/** How many places are followed at each step of a path. */
export const MAX_VALUES = 1_000;

/** A value that was found, and the object or array that contains it. */
export interface Found {
  readonly holder: unknown;
  readonly value: unknown;
}

/** Finds what a path leads to, at most 1,000 values; what is missing or undefined is not found. */
export function valuesAt(data: unknown, path: Path): readonly Found[] {
  let found: readonly Found[] = [{ holder: undefined, value: data }];
  for (const step of path) {
    const next: Found[] = [];
    for (const { value: holder } of found) {
      if (step !== "*") add(next, holder, step);
      else for (const key of keysOfAny(holder)) add(next, holder, key);
    }
    found = next;
  }
  return found;
}

function add(found: Found[], holder: unknown, key: PropertyKey): void {
  const value = own(holder, key);
  if (value !== undefined && found.length < MAX_VALUES) found.push({ holder, value });
}

function keysOfAny(holder: unknown): readonly PropertyKey[] {
  if (typeof holder !== "object" || !holder) return [];
  if (!isArray(holder)) return keysOf(holder).slice(0, MAX_VALUES);
  const length = Math.min(Number(own(holder, "length")), MAX_VALUES);
  return Array.from({ length }, (_, index) => index);
}

/** Returns how many items or fields something has. */
export function sizeOf(holder: unknown): number {
  if (typeof holder !== "object" || !holder) return 0;
  return isArray(holder) ? Number(own(holder, "length")) : keysOf(holder).length;
}

/** Finds the first value of a field with this role that suits. */
export function firstOf<T>(
  data: unknown,
  payload: PayloadRules,
  wanted: Role,
  suits: (value: unknown) => value is T,
): T | null {
  for (const { path, role } of payload.roles)
    if (role === wanted) {
      const found = valuesAt(data, path).find(({ value }) => suits(value));
      if (found) return found.value as T;
    }
  return null;
}

/** Whether it is a whole number, which 5.0 is and "5" is not. */
export function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

/** Whether it is a text with something in it. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Whether it may be an id or a time: a text or a number. */
export function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || Number.isFinite(value);
}

/** Whether it may be on the wire as a code. */
export function isCode(value: unknown): value is string | number {
  return isText(value) || isInteger(value);
}
