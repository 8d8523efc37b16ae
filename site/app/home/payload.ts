// The masked payload in print, with its codes marked.

import type { Decoded } from "linkcodes/runtime";
import { el } from "../shared/dom.ts";
import { escaped, placesIn } from "./locate.ts";

const MOST = { lines: 400, text: 5_000, marked: 50 } as const;

/** Makes the print of what was recognized; `text` is all that was read. */
export function print(decoded: Decoded, text: string): HTMLElement {
  const isPayload = decoded.payload !== null && typeof decoded.data === "object" && decoded.data !== null;
  const parts = isPayload ? printed(decoded) : marked(text, decoded);
  return el("pre", { class: "lc-payload", tabindex: "0", dir: "ltr" }, el("code", {}, ...parts));
}

function printed(decoded: Decoded): (Node | string)[] {
  const coded = new Set(placesIn(decoded).map(({ pointer }) => pointer));
  const parts: (Node | string)[] = [];
  let lines = 0;
  for (const line of linesOf(decoded.data, "", "")) {
    if (++lines > MOST.lines) return [...parts, "…"];
    parts.push(coded.has(line.pointer) ? el("mark", { class: "lc-coded" }, line.text) : line.text, "\n");
  }
  return parts;
}

interface Line {
  readonly text: string;
  /** Where its value is; a line that closes a bracket has none. */
  readonly pointer: string;
}

/** Yields JSON line by line, so that a long payload is printed only as far as it is shown. */
function* linesOf(value: unknown, pointer: string, indent: string, name = ""): Generator<Line> {
  if (typeof value !== "object" || !value || !Object.keys(value).length) {
    yield { text: indent + name + JSON.stringify(value), pointer };
    return;
  }
  const isList = Array.isArray(value);
  yield { text: `${indent}${name}${isList ? "[" : "{"}`, pointer: "" };
  for (const [key, item] of Object.entries(value)) {
    const title = isList ? "" : `${JSON.stringify(key)}: `;
    yield* linesOf(item, `${pointer}/${escaped(key)}`, `${indent}  `, title);
  }
  yield { text: indent + (isList ? "]" : "}"), pointer: "" };
}

/** Marks the codes in a text. */
function marked(text: string, { classifications }: Decoded): (Node | string)[] {
  const shown = text.length > MOST.text ? `${text.slice(0, MOST.text)}…` : text;
  const raws = new Set(classifications.map(({ raw }) => String(raw)));
  const values = [...raws].filter(Boolean).slice(0, MOST.marked);
  if (!values.length) return [shown];
  const longestFirst = values.sort((left, right) => right.length - left.length);
  const literal = longestFirst.map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = shown.split(new RegExp(`(?<![\\w])(${literal.join("|")})(?![\\w])`));
  return parts.map((part, index) => (index % 2 ? el("mark", { class: "lc-coded" }, part) : part));
}
