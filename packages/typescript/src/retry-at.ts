/** Says when a call may be tried again, on the clock: by headers, messages and limits of a day. */

import { numberOf, secondsOf, timeOf } from "./attempts.js";
import { pairsOf, textOf as headerText } from "./headers.js";
import { PAUSES } from "./pauses.js";
import type { RetryPlan } from "./retry.js";
import { isArray, optionsOf, own, textOf, wordOf } from "./safely.js";
import { valuesAt } from "./values.js";

/** The time from which on seconds count: a date, or seconds since 1970; the clock if there is none. */
export interface RetryAtOptions {
  readonly now?: Date | number | null | undefined;
}

/** What came beside an answer, or instead of one. */
export interface RetryAfterOptions extends RetryAtOptions {
  /** The headers of the response: `Headers`, an object, or pairs of name and value. */
  readonly headers?: unknown;
  /** A text that came beside, such as that of an error. */
  readonly message?: string | null | undefined;
}

/** What the answers of one provider say about when to try again. */
export interface PauseRules {
  readonly headers: readonly {
    readonly name: string;
    readonly unit: "seconds" | "unix_seconds";
    readonly left: string | null;
  }[];
  /** What is before the seconds in a message, and what is after them. */
  readonly texts: readonly (readonly string[])[];
  /** What is in a message that says that the limit of a day is reached. */
  readonly daily: readonly string[];
}

const DAY = 86_400;
/** The longest pause that is believed, in seconds: known limits are renewed each month at the latest. */
const LONGEST_PAUSE = 31 * DAY;
/** Later is not now, in seconds since 1970. */
const LATEST = 8_000_000_000;
const EVERYONE = "retry-after";

/**
 * Returns how many seconds an answer asks you to wait, for `retry_after_s` of a plan; null if it says nothing that can
 * be believed. Never throws. The longest counts of what `Retry-After`, the headers about limits and the messages say;
 * where they say nothing, a limit of a day is over with the next day in UTC.
 *
 * `answer` is what `classify`, `decode` or `resolveOutcome` returned, or the body itself; it says whose headers they
 * are, too.
 */
export function retryAfter(answer: unknown, options?: RetryAfterOptions): number | null {
  const { headers, message, now } = optionsOf(options, (given) => ({
    headers: given.headers,
    message: given.message,
    now: given.now,
  }));
  const at = instantOf(now);
  const whole = own(answer, "decoded") ?? answer;
  const provider = wordOf(PAUSES, own(whole, "provider"));
  const rules = provider === null ? Object.values(PAUSES) : [PAUSES[provider]!];
  const texts = [textOf(message) ?? "", ...textsIn(whole)].map((text) => text.toLowerCase());
  const asked = [...inHeaders(rules, headers, at), ...inTexts(rules, texts)].filter(isBelieved);
  if (asked.length) return asked.reduce((one, other) => Math.max(one, other));
  const isDaily = rules.some(({ daily }) => daily.some((part) => texts.some((text) => text.includes(part))));
  return isDaily ? Math.ceil(DAY - (at % DAY)) : null;
}

/**
 * Returns when the wait of a plan is over, such as `2026-03-31T12:00:00Z`; null where the plan has none. Never throws.
 * Add up to `jitter_s` of the plan, so that clients do not return all at once.
 */
export function retryAt(plan: Pick<RetryPlan, "delay_s"> | null | undefined, options?: RetryAtOptions): string | null {
  const { now } = optionsOf(options, (given) => ({ now: given.now }));
  const delay = secondsOf(own(plan, "delay_s"));
  return delay === null ? null : new Date(Math.ceil(instantOf(now) + delay) * 1000).toISOString().replace(".000", "");
}

function instantOf(now: unknown): number {
  const given = now === undefined ? NaN : secondsSince1970(now);
  return given > 0 && given < LATEST ? given : Date.now() / 1000;
}

function secondsSince1970(now: unknown): number {
  try {
    return Date.prototype.getTime.call(now as Date) / 1000;
  } catch {
    return numberOf(now) ?? NaN; // it is no date
  }
}

function isBelieved(seconds: number): boolean {
  return seconds > 0 && seconds <= LONGEST_PAUSE;
}

/** Returns what headers say; a reset counts unless calls are left. */
function inHeaders(rules: readonly PauseRules[], headers: unknown, now: number): readonly number[] {
  const sent = sentIn(headers);
  const valuesOf = (wanted: string | null): readonly unknown[] =>
    sent.filter(([name]) => name === wanted).map(([, value]) => value);
  const resets = rules
    .flatMap((each) => each.headers)
    .filter(({ left }) => !valuesOf(left).some((value) => (numberOf(value) ?? 0) > 0))
    .flatMap(({ name, unit }) =>
      valuesOf(name).map((value) =>
        unit === "seconds" ? secondsUntil(value, now) : Math.ceil((numberOf(value) ?? 0) - now),
      ),
    );
  return [...valuesOf(EVERYONE).map((value) => secondsUntil(value, now)), ...resets];
}

/** Returns the seconds that a header asks for; NaN for what is neither a number nor a date. */
function secondsUntil(value: unknown, now: number): number {
  return Math.ceil(numberOf(value) ?? timeOf(value) / 1000 - now);
}

/** Returns names, in one spelling, and values. */
function sentIn(headers: unknown): readonly (readonly [name: string, value: unknown])[] {
  try {
    return pairsOf(headers).flatMap(([name, value]) => {
      const plain = headerText(name).toLowerCase().replace(/^http_/, "").replaceAll("_", "-");
      const values = isArray(value) ? value : [value];
      return values.map((item) => [plain, typeof item === "number" ? item : headerText(item)] as const);
    });
  } catch {
    return []; // they are no headers
  }
}

/** Returns what was read: what came as text, and the texts of an object and of what is in its `data`. */
function textsIn(whole: unknown): readonly string[] {
  const isResult = !!textOf(own(whole, "matched_by")) || isArray(own(whole, "classifications"));
  const places = [...(isResult ? [] : [whole]), own(whole, "raw"), own(whole, "data")];
  return places.flatMap((place) =>
    ArrayBuffer.isView(place) ? [] : [place, ...valuesAt(place, ["*"]).map(({ value }) => value)].filter(isText),
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function inTexts(rules: readonly PauseRules[], texts: readonly string[]): readonly number[] {
  return rules.flatMap((each) =>
    each.texts.flatMap(([before = "", after = ""]) =>
      texts.flatMap((text) =>
        text.split(before).slice(1).flatMap((part) => {
          const digits = /^[0-9]{1,9}/.exec(part)?.[0] ?? "";
          return digits && part.startsWith(after, digits.length) ? Number(digits) : [];
        }),
      ),
    ),
  );
}
