/** What is above the table and in place of an empty one: what is chosen, and what to drop. */

import type { Found } from "./find.ts";
import { type Facet, drop, filters } from "./panel.ts";

/** Makes a change to the controls, and the page follow it. */
export type Act = (change: () => void) => void;

/** Ways back from what is chosen. */
export interface Ways {
  readonly act: Act;
  readonly clearText: () => void;
  readonly clearAll: () => void;
}

/** Fills a box with a button for each chosen filter, which takes it back; returns how many that are. */
export function showChosen(box: Element, facets: readonly Facet[], { act, clearAll }: Ways): number {
  const chosen = filters(facets);
  const drops = chosen.map(({ title, label, take }) => {
    const made = button(label, () => act(take), `Remove ${title}: ${label}`);
    made.prepend(Object.assign(document.createElement("small"), { textContent: `${title}: ` }));
    return made;
  });
  const clear = button("Clear all", () => act(clearAll));
  box.replaceChildren(...drops, ...(chosen.length > 0 ? [clear] : []));
  return chosen.length;
}

/** Fills a box for a table without rows: which filter to drop, and what that would bring. */
export function showNothing(box: Element, facets: readonly Facet[], found: Found<unknown>, ways: Ways): void {
  const { act, clearText, clearAll } = ways;
  const drops = [
    ...facets.map((facet, at) => {
      return { text: `“${facet.title}”`, left: found.without[at]!, end: () => drop(facet) };
    }),
    { text: "the text", left: found.withoutWords, end: clearText },
  ].filter(({ left }) => left > 0);
  const buttons = drops.map(({ text, left, end }) => {
    return button(`Drop ${text}: ${entries(left)}`, () => act(end));
  });
  const lead = drops.length > 0 ? "all of this." : "even without one of the filters.";
  const paragraph = Object.assign(document.createElement("p"), { textContent: `No entry fits ${lead}` });
  box.replaceChildren(paragraph, ...buttons, button("Clear all", () => act(clearAll)));
}

/** `1 entry`, `2 entries`. */
export function entries(number: number): string {
  return `${number} ${number === 1 ? "entry" : "entries"}`;
}

function button(text: string, click: () => void, name = text): HTMLButtonElement {
  const looks = { type: "button", textContent: text, ariaLabel: name };
  const made = Object.assign(document.createElement("button"), looks);
  made.addEventListener("click", click);
  return made;
}
