// What the box reads of a paste, with the secrets taken out before anything else is done with it.

import { MASK, redact } from "linkcodes/redact";

export { MASK } from "linkcodes/redact";

/** A text without its secrets. */
export interface Masked {
  readonly text: string;
  /** How many were masked. */
  readonly count: number;
  /** Whether only the first part was read. */
  readonly cut: boolean;
}

/** How much is read; what is beyond is dropped. */
export const LIMITS = {
  json: 5_000_000,
  text: 100_000,
  items: 200,
  nodes: 20_000,
  depth: 40,
  string: 4_000,
} as const;

/** Invisible, private and control characters that are no white space, and halves of characters. */
const UNSEEN = /(?![\t\n])[\p{C}\u2028\u2029]/gu;

/** Reads at most what the limits allow and masks it; JSON comes back as JSON, whatever the names in it. */
export function masked(pasted: string): Masked {
  const tree = pasted.length <= LIMITS.json ? parsed(pasted.trim()) : null;
  const walk = { nodes: 0, cut: !tree && pasted.length > LIMITS.text };
  const text = tree
    ? JSON.stringify(redact(limited(tree, 0, walk)), null, 2)
    : redact(cleaned(pasted.slice(0, LIMITS.text)));
  return { text, count: text.split(MASK).length - 1, cut: walk.cut };
}

/** Takes out what is invisible: it could hide a name, turn the writing round, or break the page. */
export function cleaned(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNSEEN, "").replace(/\p{Zs}/gu, " ");
}

function parsed(text: string): object | null {
  if (text[0] !== "{" && text[0] !== "[") return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

interface Walk {
  nodes: number;
  cut: boolean;
}

/** Returns as much of a value as is read. */
function limited(value: unknown, depth: number, walk: Walk): unknown {
  walk.nodes += 1;
  if (typeof value === "string") {
    walk.cut ||= value.length > LIMITS.string;
    return cleaned(value.slice(0, LIMITS.string));
  }
  if (typeof value !== "object" || !value) return value;
  const fields = Object.entries(value);
  const isDeep = depth >= LIMITS.depth || walk.nodes > LIMITS.nodes;
  walk.cut ||= isDeep || fields.length > LIMITS.items;
  if (isDeep) return "…";
  const kept = fields.slice(0, LIMITS.items).map(([name, item]) => [cleaned(name), limited(item, depth + 1, walk)] as const);
  // `fromEntries` makes a plain field of `__proto__` too.
  return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}
