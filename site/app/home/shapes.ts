// Secrets that are recognized by their shape, anywhere in a text.

/** Replaces what was masked. */
export const MASK = "•••";

/** Whether a value is a code that the spec lists, which is never masked. */
export type Listed = (text: string) => boolean;

type Rule = readonly [RegExp, (...groups: string[]) => string];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Seconds, or smaller parts, since 1970 of a day between 2017 and 2065. */
const TIME = /^(?:1[5-9]|2\d)\d{8}(?:\d{3}){0,3}$/;
const STATES =
  "invalid|incorrect|wrong|expired|required|missing|empty|not|being|too|no|the|a|an|changed|correct|valid|null|true|false";

const WORDS: readonly Rule[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[^]*?(?:-----END [A-Z ]{1,40}-----|$)/g, () => MASK],
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'<>]{1,300}@/gi, (_, scheme) => `${scheme}${MASK}@`],
  [/\b((?:bearer|basic|digest|token) +)(?=\S{0,400}[\d=.+/])[\w.~+/=-]{8,}/gi, (_, scheme) => scheme + MASK],
  [/\b(bearer\s{1,5})[\w.~+/=-]{6,}/gi, (_, scheme) => scheme + MASK],
  [/\b(basic )([a-z\d+/]{6,}={0,2})(?![\w+/=])/gi, (all, scheme, pair) => (isPair(pair!) ? scheme + MASK : all!)],
  [/(\s-u\s{0,5}|--user[ =])(?:"[^"\n]*:[^"\n]*"|'[^'\n]*:[^'\n]*'|\S+:\S+)/g, (_, option) => option + MASK],
  [/(\s-b\s{0,5}|--cookie[ =])(?:"[^"\n]*=[^"\n]*"|'[^'\n]*=[^'\n]*'|[^\s=]+=\S+)/g, (_, option) => option + MASK],
  [/\beyJ[\w-]{4,}(?:\.[\w-]*){0,4}/g, () => MASK],
  [/\b(?:sk|pk|rk|whsec|gh[opsu]|xox[abprs]|AKIA|ASIA|AIza|glpat|shpat)[_-]?[\w-]{12,}/g, () => MASK],
  [/(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?:@|%40)[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/gi, () => `${MASK}@${MASK}`],
  [/(?<=[:=,;'"\s(<&?]|^)[^\s:=,;'"()<>&?@]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/gu, () => `${MASK}@${MASK}`],
];

const NUMBERS: readonly Rule[] = [
  [/\b[A-Z]{2}\d{2}(?=(?:[ -]?[A-Z\d]){11,30})(?:[ -][A-Z\d]{4}){2,7}(?:[ -][A-Z\d]{1,3})?(?![A-Za-z\d])/gi, ending],
  [/(?<![A-Za-z\d])[a-z]{2}\d{2}(?=[a-z]{0,6}\d{6})[a-z\d]{11,30}(?![A-Za-z\d])/gi, ending],
  [/(?<![\d.])\d(?:[ ._-]?\d){12,18}(?!\d)/g, card],
  [/(?<![\w-])\d{3}-\d{4}-\d{7}-\d(?![\w-])/g, ending],
  [/\b((?:account|acct|a\/c)(?: ?(?:number|num|no)\b)?[^\w\n]{1,4}(?:is )?)(\d{5,20})(?![\w.-])/gi, (_, name, digits) => name + ending(digits!)],
  [/(?<![\w+])(?:\+|%2B|00)\d{7,15}(?!\d)/g, () => MASK],
  [/(?<![\w+])(?:\+|%2B|00)\d{1,3}(?:[ .-]?\(\d{1,4}\))?(?:[ .-]\d{1,4}){2,5}(?!\d)/g, () => MASK],
  [/(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\d-])/g, () => MASK],
  [/(?<![\w.-])0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}(?![\w-])/g, () => MASK],
  [/(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])/g, () => MASK],
  [/(?<![\w.+-]|\d[:,])\d{9,40}(?![\w.])(?!-\d)/g, (digits) => (TIME.test(digits!) ? digits! : ending(digits!))],
];

/** Letters that no text has, since `cleaned` takes them out. */
const PRIVATE = { first: 0xe000, size: 6_400, letters: /[\ue000-\uf8ff]/g } as const;
/** The end of a run must not be looked for from each of its letters again, so it begins where none precedes it. */
const RUN = /(?<![\w+/])(?:[\w+/]{24,}={1,2}|[\w+/]{40}(?![\w+/=.-]))|[\w+-]{20,}={0,2}/g;

const ONE_TIME_CODE =
  /\b((?:otp|tan|pin|pass ?code|one[- ]time (?:pass)?(?:code|word)|(?:verification|security|access|confirmation|login|sms|mfa|2fa|auth|authentication|authorization) code)[^\w\n]{0,4}(?:(?:is|was|of|entered|sent|received|submitted)[^\w\n]{0,4}){0,2})(\d{3}[ -]\d{3}|\d{3,10})(?![\w-])/gi;
const BARE_CODE =
  /(?<!(?:error|status|http|return|reason|country|response|exit|postal|zip|result)[ _-]?)\b(code[^\w\n]{0,4}(?:(?:[a-z ]{0,30} )?(?:is|was|entered|typed|sent|received|submitted)[^\w\n]{0,4}){0,2})(\d{3}[ -]\d{3}|\d{4,8})(?![\w-])/gi;
const CODE_BEFORE =
  /(?<![\w.:-])(\d{3}[ -]\d{3}|\d{4,8})(?= (?:is (?:your|the|my)|as (?:your|the|my|an?)(?: [\w-]{1,20}){0,2} (?:code|otp|pin|password))\b)/gi;
/** As messages of banks say it: `Use 123456 to log in`, `G-123456`. */
const CODE_USED = /\b((?:use|enter|entered|typed?) |G-)(\d{3}[ -]\d{3}|\d{6})(?![\w.:-])/gi;
const SAID = new RegExp(
  String.raw`\b((?:password|passwort|passcode|passphrase|pass word|pwd?|secret|pin|answer|token)\s{1,4}(?:is|was|ist)[:\s]\s{0,4}["']?)(?!(?:${STATES})\b)([^\s"',;]+)`,
  "gi",
);
/** A word with a digit in it beside the name of a secret: `password hunter22`. */
const BESIDE = /\b((?:password|passcode|passphrase|pwd?|user ?name|login) (?:- )?)(?=[^\d\s]{0,40}\d)(?=\d{0,40}[^\d\s])([^\s"',;=:]{5,})(?![\w:=])/gi;

/** Masks what looks like a secret by itself. Takes time in proportion to the length. */
export function maskShapes(text: string, listed: Listed): string {
  let rest = applied(WORDS, text, listed);
  for (const phrase of [ONE_TIME_CODE, BARE_CODE, CODE_USED, SAID, BESIDE])
    rest = rest.replace(phrase, (all, before: string, value: string) => (listed(value) ? all : before + MASK));
  rest = rest.replace(CODE_BEFORE, (value: string) => (listed(value) ? value : MASK));
  return withoutUuids(rest, (numbers) =>
    applied(NUMBERS, numbers, listed).replace(RUN, (run) => (isRandom(run, listed) ? MASK : run)),
  );
}

function applied(rules: readonly Rule[], text: string, listed: Listed): string {
  let rest = text;
  for (const [shape, replace] of rules)
    rest = rest.replace(shape, (...found) => kept(found[0]!, listed) ?? replace(...found));
  return rest;
}

/** Sets the ids of the form of a UUID aside meanwhile: support needs them, and they may look like numbers. */
function withoutUuids(text: string, change: (text: string) => string): string {
  const ids: string[] = [];
  const aside = text.replace(UUID, (id) => (ids.length < PRIVATE.size ? letterFor(ids.push(id) - 1) : id));
  return change(aside).replace(PRIVATE.letters, (letter) => ids[letter.charCodeAt(0) - PRIVATE.first] ?? "");
}

function letterFor(index: number): string {
  return String.fromCharCode(PRIVATE.first + index);
}

/** Returns a text that stays: it is a code, perhaps with a word before it. */
function kept(text: string, listed: Listed): string | null {
  return listed(text.slice(text.lastIndexOf(" ") + 1)) ? text : null;
}

/** Leaves the last four characters, so that support can tell one account from another. */
export function ending(number: string): string {
  const plain = number.replace(/[ -]/g, "");
  return plain.length >= 8 ? `${MASK} ${plain.slice(-4)}` : MASK;
}

function card(text: string): string {
  const digits = text.replace(/\D/g, "");
  if (TIME.test(text) || !hasCheckDigit(digits)) return text;
  return ending(digits);
}

/** Whether the digits add up as those of payment cards do. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Whether it is a name and a password with a colon between them, as a browser sends them. */
function isPair(base64: string): boolean {
  try {
    return atob(base64).includes(":");
  } catch {
    return false;
  }
}

/** Whether letters and digits are mixed as only a machine does. */
function isRandom(run: string, listed: Listed): boolean {
  if (listed(run)) return false;
  if (run.endsWith("=") && run.length >= 24) return true;
  if (run.split(/[_-]/).some((part) => part.length >= 16 && turns(part) >= 4)) return true;
  if (!/[a-z]/.test(run) || !/[A-Z]/.test(run)) return false;
  const isKey = run.length === 40 && /\d/.test(run) && (run.match(/[a-z](?=[A-Z])|[A-Z]{2}(?=[a-z])/g)?.length ?? 0) >= 5;
  return isKey || (run.length >= 24 && turns(run) >= 6);
}

/** Counts how often letters follow on digits or the other way round. */
function turns(text: string): number {
  return text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
}
