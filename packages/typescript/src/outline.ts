import type { Given } from "./given.js";
import type { CoreRules, ProviderRules } from "./rulebook.js";

/** Parts of an outline: those of larger payloads would be long, and rarely the same. */
const MAX_FIELDS = 100;
const MAX_NAME = 60;
const MAX_STATUS = 999;

/** The texts and numbers that the rules mention, and how long a text is that no rule calls too short. */
export interface Mentions {
  readonly values: ReadonlySet<unknown>;
  readonly length: number;
}

/** Collects what the rules mention, numbers also as texts. */
export function mentionsOf(core: CoreRules, rules: readonly ProviderRules[]): Mentions {
  const values = new Set<unknown>([""]);
  const collect = (place: unknown): void => {
    if (typeof place === "object" && place) Object.values(place).forEach(collect);
    else if (typeof place === "string" || typeof place === "number") values.add(place);
  };
  collect([core, rules]);
  for (const value of [...values]) values.add(typeof value === "number" ? String(value) : Number(value));
  // A character may be two units of a text.
  return { values, length: 2 * Math.max(0, ...rules.map(({ bodies }) => bodies.min_length)) };
}

/**
 * Outlines what was parsed from a text: its fields, and of the values in them those that the rules mention. No answer
 * depends on others, such as ids and names, but for what is copied from the payload; so two payloads of one outline
 * have the same answer. Null if the outline would be long.
 */
export function outlineOf(data: object, given: Given, { values, length }: Mentions): string | null {
  const { provider, payload, http_status, operation } = given;
  if (payload !== null || operation !== null || !(provider === null || values.has(provider))) return null;
  if (http_status !== null && !isStatus(http_status)) return null;
  let left = MAX_FIELDS;
  const write = (place: unknown): string => {
    switch (typeof place) {
      case "string":
        return values.has(place) || place.length < length ? `"${place.length}:${place}` : "s";
      case "number":
        if (isStatus(place) || values.has(place)) return Object.is(place, -0) ? "z" : `${place};`;
        return Number.isInteger(place) ? "i" : Number.isFinite(place) ? "f" : "e";
      case "object":
        return place === null ? "n" : writeInner(place);
      default:
        return place ? "t" : "u";
    }
  };
  const writeInner = (place: object): string => {
    let text = Array.isArray(place) ? "[" : "{";
    const names = Object.keys(place);
    left -= names.length;
    if (left < 0) return text;
    for (const name of names) {
      if (name.length > MAX_NAME) left = -1;
      if (left < 0) return text;
      text += `${name.length}:${name}${write((place as Record<string, unknown>)[name])}`;
    }
    return `${text}}`;
  };
  const text = `${provider ?? ""} ${http_status ?? ""} ${writeInner(data)}`;
  return left < 0 ? null : text;
}

function isStatus(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_STATUS;
}
