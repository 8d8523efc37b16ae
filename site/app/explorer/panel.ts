/** The filters beside the table: what is chosen, and how many entries each choice would leave. */

import type { State } from "./state.ts";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly input: HTMLInputElement;
  readonly line: HTMLElement;
  readonly count: Text;
  /** Of all entries. */
  readonly total: number;
}

export interface Facet {
  /** Its parameter in the address. */
  readonly key: string;
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly group: HTMLDetailsElement;
  /** Says how many of its choices are chosen. */
  readonly active: HTMLElement;
}

/** Reads the filters of a form as it was generated. */
export function readFacets(form: HTMLFormElement): Facet[] {
  return [...form.querySelectorAll<HTMLDetailsElement>("details[data-facet]")].map((group) => ({
    key: group.dataset["facet"]!,
    title: group.querySelector("summary")!.firstChild!.textContent!.trim(),
    choices: [...group.querySelectorAll("input")].map(readChoice),
    group,
    active: group.querySelector(".lc-x-active")!,
  }));
}

function readChoice(input: HTMLInputElement): Choice {
  const line = input.closest("label")!;
  const label = line.querySelector("span")!.textContent!;
  const count = line.querySelector(".lc-x-count")!.firstChild as Text;
  return { id: input.value, label, input, line, count, total: Number(count.data) };
}

/** Returns the positions that are chosen, by facet. */
export function chosenPlaces(facets: readonly Facet[]): Set<number>[] {
  return facets.map(
    ({ choices }) => new Set(choices.flatMap(({ input }, place) => (input.checked ? [place] : []))),
  );
}

/** Returns the ids that are chosen, by the key of the facet. */
export function chosenIds(facets: readonly Facet[]): State["chosen"] {
  const ids = facets.map(({ key, choices }) => [key, checked(choices).map(({ id }) => id)] as const);
  return new Map(ids.filter(([, list]) => list.length > 0));
}

/** Chooses what a state says, and nothing else; opens the groups where something is chosen. */
export function choose(facets: readonly Facet[], chosen: State["chosen"]): void {
  for (const { key, choices, group } of facets) {
    const wanted = new Set(chosen.get(key));
    for (const { id, input } of choices) input.checked = wanted.has(id);
    if (wanted.size > 0) group.open = true;
  }
}

/** Takes back all that is chosen of a facet. */
export function drop({ choices }: Facet): void {
  for (const { input } of choices) input.checked = false;
}

/** Shows the counts. A choice that would leave nothing is hidden unless it is chosen, and so is a group. */
export function showCounts(facets: readonly Facet[], counts: readonly Uint32Array[]): void {
  facets.forEach(({ choices, group, active }, facet) => {
    choices.forEach(({ input, line, count }, place) => {
      const left = counts[facet]![place]!;
      if (count.data !== String(left)) count.data = String(left);
      line.hidden = left === 0 && !input.checked;
    });
    group.hidden = choices.every(({ line }) => line.hidden);
    active.textContent = String(checked(choices).length || "");
  });
}

/** Returns what `showCounts` shows while nothing is chosen. */
export function totals(facets: readonly Facet[]): Uint32Array[] {
  return facets.map(({ choices }) => Uint32Array.from(choices, ({ total }) => total));
}

function checked(choices: readonly Choice[]): Choice[] {
  return choices.filter(({ input }) => input.checked);
}

/** Returns each chosen filter as the words that name it, with what takes it back. */
export function filters(facets: readonly Facet[]): { title: string; label: string; take: () => void }[] {
  return facets.flatMap(({ title, choices }) =>
    checked(choices).map(({ label, input }) => ({ title, label, take: () => void (input.checked = false) })),
  );
}
