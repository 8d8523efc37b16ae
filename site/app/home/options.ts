// The list of suggestions below the box.

import { meaningsOf, type Entry } from "./codes.ts";
import { toneOf } from "./card.ts";
import { el } from "../shared/dom.ts";
import { homeOfEntry, term } from "./texts.ts";

/** A list box that a text box steers; focus stays in the text box. */
export class Options {
  #entries: readonly Entry[] = [];
  #active = -1;

  constructor(
    private readonly list: HTMLElement,
    private readonly input: HTMLElement,
    private readonly choose: (entry: Entry) => void,
  ) {
    // A press on the mouse would take the focus from the text box.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const index = [...list.children].findIndex((item) => item.contains(target as Node));
      if (index >= 0) this.choose(this.#entries[index]!);
    });
  }

  get open(): boolean {
    return !this.list.hidden;
  }

  /** The entry that the arrow keys have reached. */
  get active(): Entry | null {
    return this.open ? (this.#entries[this.#active] ?? null) : null;
  }

  show(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.list.replaceChildren(...entries.map(option));
    this.list.hidden = !entries.length;
    this.#mark(-1);
  }

  close(): void {
    this.show([]);
  }

  /** Goes up or down, round the ends. */
  move(step: 1 | -1): void {
    const places = this.#entries.length + 1; // one for the text box itself
    this.#mark(((this.#active + 1 + step + places) % places) - 1);
  }

  #mark(index: number): void {
    this.#active = index;
    [...this.list.children].forEach((item, place) =>
      item.setAttribute("aria-selected", String(place === index)),
    );
    const item = this.list.children[index];
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }
}

function option(entry: Entry, index: number): HTMLElement {
  const found = meaningsOf(entry)[0]!;
  const { category } = found;
  return el(
    "li",
    { role: "option", id: `lc-option-${index}`, "aria-selected": "false" },
    el("code", { dir: "ltr" }, String(entry.code.value)),
    el("span", { class: "lc-where" }, homeOfEntry(entry)),
    category !== null && el("span", { class: `lc-chip ${toneOf(found)}` }, term("category", category)[0]),
  );
}
