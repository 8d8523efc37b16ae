/** Secrets that are recognized by their shape, anywhere in a text. */

import { isListed, SHAPES, type Shape } from "./redaction-rules.js";
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
  for (const { found, ids, ends, weak, check } of possible(text, withoutIds)) {
    for (const match of (weak ? withoutSpared : ids ? withoutIds : text).matchAll(found)) {
      const value = match.slice(1).find((part) => part !== undefined) ?? match[0];
      const start = match.index + match[0].lastIndexOf(value);
      const counts = !isListed(value.slice(value.lastIndexOf(" ") + 1)) && (!check || CHECKS[check](value));
      if (counts) add(start, start + value.length, ends ? tailOf(value) : "");
    }
  }
}

/** Returns the shapes for which a text has what they need. */
function possible(text: string, withoutIds: string): typeof SHAPES {
  const lower = text.toLowerCase();
  const all = digitsIn(text);
  const own = withoutIds === text ? all : digitsIn(withoutIds);
  return SHAPES.filter(({ digits = 0, run = 0, needs, ids }) => {
    const has = ids ? own : all;
    return has.digits >= digits && has.run >= run && (!needs || needs.some((word) => lower.includes(word)));
  });
}

/** Returns how many digits a text has, and how many at most in a row; those of times do not count. */
function digitsIn(text: string): { digits: number; run: number } {
  let digits = 0;
  let run = 0;
  for (const [, found = ""] of text.matchAll(DIGITS)) {
    digits += found.length;
    run = Math.max(run, found.length);
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

function isCpf(text: string): boolean {
  const digits = text.replace(SIGNS, "");
  return new Set(digits).size > 1 && [10, 11].every((end) => sumFits(digits.slice(0, end), 11));
}

function isCnpj(text: string): boolean {
  const digits = text.replace(SIGNS, "");
  return new Set(digits).size > 1 && [13, 14].every((end) => sumFits(digits.slice(0, end), 9));
}

/** Whether the last digit is right: those before it count 2, 3, 4 up to `most` times, from the end. */
function sumFits(digits: string, most: number): boolean {
  const before = [...digits.slice(0, -1)].reverse();
  const total = before.reduce((sum, digit, place) => sum + Number(digit) * (2 + (place % (most - 1))), 0);
  return ((total * 10) % 11) % 10 === Number(digits.at(-1));
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
  cpf: isCpf,
  cnpj: isCnpj,
  not_time: (digits) => !TIME.test(digits),
  random: isRandom,
};
