/** Reads what callers know about an attempt, kindly, and never to the unsafe side. */

/** Longer texts are no number. */
const LONGEST_NUMBER = 15;
/** The longest wait that is believed, in seconds: over thirty years. */
const LONGEST_WAIT = 1_000_000_000;
/** Attempts that make no difference any more. */
const MOST_ATTEMPTS = 1_000_000;

/** Returns how many attempts were made: 1 if nothing says how many; null if it cannot be read. */
export function attemptsOf(value: unknown): number | null {
  return wholeOf(value ?? 1, MOST_ATTEMPTS);
}

/** Returns the seconds of a pause or a deadline; null if there are none. */
export function pauseOf(value: unknown): number | null {
  return wholeOf(value, LONGEST_WAIT);
}

function wholeOf(value: unknown, most: number): number | null {
  const number = numberOf(value);
  return Number.isInteger(number) ? Math.min(Math.max(number!, 1), most) : null;
}

/** Returns whether a value is true; what cannot say so counts as true. */
export function truthOf(value: unknown): boolean {
  return !!value || Number.isNaN(value);
}

/**
 * Returns the whole seconds that a `Retry-After` asks for: a number, or the HTTP date at which it ends; a date that is
 * over asks for no wait.
 */
export function secondsOf(value: unknown): number | null {
  const number = numberOf(value) ?? Math.max(timeOf(value) - Date.now(), 0) / 1000;
  return number >= 0 ? Math.min(Math.ceil(number), LONGEST_WAIT) + 0 : null;
}

/** Returns a finite number, also one written in digits. */
export function numberOf(value: unknown): number | null {
  const isDigits = typeof value === "string" && value.length <= LONGEST_NUMBER && /^\s*\d+\s*$/.test(value);
  const number = isDigits ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : null;
}

/** Reads the one form in which HTTP dates are written today, as milliseconds since 1970; NaN for all else. */
export function timeOf(value: unknown): number {
  const text = typeof value === "string" ? value.trim() : "";
  const time = Date.parse(text);
  return new Date(time).toUTCString() === text ? time : NaN;
}
