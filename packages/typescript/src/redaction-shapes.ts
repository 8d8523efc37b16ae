/** Secrets that are recognized by their shape, anywhere in a text. */

import { isListed, SHAPES, type Shape, type Sum } from "./redaction-rules.js";
import { tailOf, type Add, type Extent } from "./redaction-spans.js";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Takes the place of an id; no plain text has this character. */
const ASIDE = "\ue000".repeat(36);
/** Seconds, or smaller parts, since 1970, of a day between 2017 and 2065; or a date and a time without signs. */
const TIME = /^(?:(?:1[5-9]|2\d)\d{8}(?:\d{3}){0,3}|20[0-6]\d[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d(?:\d{3})?)$/;

/** Finds what looks like a secret by itself; in what is spared, nothing that ids and amounts look like. */
export function shapesIn(text: string, spared: readonly Extent[], add: Add): void {
  const withoutIds = text.replace(UUID, ASIDE);
  const withoutSpared = without(withoutIds, spared);
  for (const { found, ids, ends, weak, check, sums } of possible(text, withoutIds)) {
    const looked = weak ? withoutSpared : ids ? withoutIds : text;
    found.lastIndex = 0; // matchAll would make a pattern for each text
    for (let match = found.exec(looked); match; match = found.exec(looked)) {
      const value = match.slice(1).find((part) => part !== undefined) ?? match[0];
      const start = match.index + match[0].lastIndexOf(value);
      const isRight = (!check || CHECKS[check](value)) && (!sums || addsUp(value, sums));
      const counts = isRight && !isCode(value);
      if (counts) add(start, start + value.length, ends ? tailOf(value) : "");
    }
  }
}

/** Returns the shapes for which a text has what they need. */
function possible(text: string, withoutIds: string): typeof SHAPES {
  const lower = text.toLowerCase();
  const all = digitsIn(text);
  const own = withoutIds === text ? all : digitsIn(withoutIds);
  return SHAPES.filter(({ digits = 0, run = 0, needs, solid, ids }) => {
    const has = ids ? own : all;
    if (has.digits < digits || has.run < run) return false;
    return (!needs || needs.some((word) => lower.includes(word))) && (!solid || solid.test(ids ? withoutIds : text));
  });
}

/** Returns how many digits a text has, and how many at most in a row; those of times do not count. */
function digitsIn(text: string): { digits: number; run: number } {
  let digits = 0;
  let run = 0;
  DIGITS.lastIndex = 0;
  for (let match = DIGITS.exec(text); match; match = DIGITS.exec(text)) {
    const length = match[1]?.length ?? 0;
    digits += length;
    run = Math.max(run, length);
  }
  return { digits, run };
}

/** Returns a text in which nothing is found in some parts. */
function without(text: string, spared: readonly Extent[]): string {
  let done = 0;
  const parts = [...spared]
    .sort(([left], [right]) => left - right)
    .map(([start, end]) => {
      const part = text.slice(done, Math.max(start, done)) + ASIDE[0]!.repeat(Math.max(0, end - Math.max(start, done)));
      done = Math.max(end, done);
      return part;
    });
  return parts.join("") + text.slice(done);
}

/** Digits, but for those of times, which most lines of a log begin with. */
const DIGITS = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?!\d)|(\d+)/g;
const SIGNS = /[^a-z\d]/gi;

/** Whether a value is a code of the spec, or ends with one that is no group of digits. */
function isCode(value: string): boolean {
  const last = value.slice(value.lastIndexOf(" ") + 1);
  return isListed(last) && (last === value || /\D/.test(last));
}

/** Whether the digits add up as those of payment cards do. */
function isCard(text: string): boolean {
  const sum = [...text.replace(/\D/g, "")].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 && !TIME.test(text);
}

/** Whether the check digits of an IBAN are right. */
function isIban(text: string): boolean {
  const plain = text.replace(SIGNS, "");
  const digits = [...plain.slice(4), ...plain.slice(0, 4)].map((char) => parseInt(char, 36)).join("");
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** Whether the check digits of a number are right; X, Y and Z count as 0, 1 and 2. */
function addsUp(text: string, sums: readonly Sum[]): boolean {
  const plain = text.replace(SIGNS, "");
  return new Set(plain).size > 1 && sums.every(({ weights, by, signs }) => {
    const times = weights.split(" ");
    const rest = times.reduce((sum, weight, place) => sum + Number(weight) * (parseInt(plain[place]!, 36) % 11), 0) % by;
    return signs ? plain[times.length] === signs[rest] : rest === 0;
  });
}

/** Whether the last digit is right, in the way that Verhoeff found. */
function isVerhoeff(text: string): boolean {
  const digits = [...text.replace(SIGNS, "")].reverse().map(Number);
  return !digits.reduce((total, given, place) => {
    let digit = given;
    for (let turn = place % 8; turn; turn--) digit = Number("1576283094"[digit]);
    const turn = total < 5 ? total + digit : total - digit + 10;
    return (turn % 5) + (total < 5 !== digit < 5 ? 5 : 0);
  }, 0);
}

/** Whether the last digit is right, in the way of ISO 7064 for eleven and ten. */
function isMod1110(text: string): boolean {
  return [...text.replace(SIGNS, "")].reduce((rest, digit) => ((((rest || 10) * 2) % 11) + Number(digit)) % 10, 5) === 1;
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
  iban: isIban,
  verhoeff: isVerhoeff,
  mod_11_10: isMod1110,
  not_time: (digits) => !TIME.test(digits),
  random: isRandom,
};
