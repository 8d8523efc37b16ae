/** Secrets that are recognized by their shape, anywhere in a text. */

import { isListed, SHAPES, type Shape } from "./redaction-rules.js";
import { tailOf, type Add } from "./redaction-spans.js";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Takes the place of an id; no plain text has this character. */
const ASIDE = "\ue000".repeat(36);
/** Seconds, or smaller parts, since 1970, of a day between 2017 and 2065; or a date and a time without signs. */
const TIME = /^(?:(?:1[5-9]|2\d)\d{8}(?:\d{3}){0,3}|20[0-6]\d[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d(?:\d{3})?)$/;

/** Finds what looks like a secret by itself. */
export function shapesIn(text: string, add: Add): void {
  const withoutIds = text.replace(UUID, ASIDE);
  for (const { found, ids, ends, check } of SHAPES) {
    for (const match of (ids ? withoutIds : text).matchAll(found)) {
      const value = match.slice(1).find((part) => part !== undefined) ?? match[0];
      const start = match.index + match[0].lastIndexOf(value);
      const counts = !isListed(value.slice(value.lastIndexOf(" ") + 1)) && (!check || CHECKS[check](value));
      if (counts) add(start, start + value.length, ends ? tailOf(value) : "");
    }
  }
}

/** Whether the digits add up as those of payment cards do. */
function isCard(text: string): boolean {
  const sum = [...text.replace(/\D/g, "")].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 && !TIME.test(text);
}

/** Whether letters and digits are mixed as only a machine does. */
function isRandom(run: string): boolean {
  if (run.endsWith("=")) return run.length >= 24;
  if (run.split(/[_-]/).some((part) => part.length >= 16 && turnsIn(part) >= 4)) return true;
  if (!/[a-z]/.test(run) || !/[A-Z]/.test(run)) return false;
  const isKey = run.length === 40 && /\d/.test(run) && (run.match(/[a-z](?=[A-Z])|[A-Z]{2}(?=[a-z])/g)?.length ?? 0) >= 5;
  return isKey || (run.length >= 24 && turnsIn(run) >= 6);
}

/** Counts how often letters follow digits, or digits letters. */
function turnsIn(text: string): number {
  return text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
}

const CHECKS: Record<NonNullable<Shape["check"]>, (text: string) => boolean> = {
  luhn: isCard,
  not_time: (digits) => !TIME.test(digits),
  random: isRandom,
};
