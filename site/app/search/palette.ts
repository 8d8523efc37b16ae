// The dialog of the search: a field, what it finds below, and what to do where it finds nothing.

import { loadScript } from "../shared/load.ts";
import { el } from "../shared/dom.ts";
import { Hits, type Hit, type HitGroup } from "./hits.ts";

const MOST_TEXT = 200;

/** Opens over any page. Focus stays in its field; the arrow keys go through what was found. */
export class Palette {
  readonly #dialog = el("dialog", { class: "lc-palette md-typeset", "aria-label": "Search" });
  readonly #input = el("input", {
    type: "text", // of a field for searches, Escape would clear the text and leave the dialog open
    role: "combobox",
    placeholder: "Code, message or words for what happened",
    "aria-label": "Search codes, situations and guides",
    "aria-expanded": "false",
    "aria-controls": "lc-hits",
    "aria-autocomplete": "list",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    maxlength: String(MOST_TEXT),
  });
  readonly #list = el("div", { id: "lc-hits", role: "listbox", "aria-label": "Found" });
  readonly #note = el("div", { class: "lc-none", role: "status" });
  #hits: Hits | undefined;
  #loading: Promise<void> | undefined;
  #active = 0;

  /** `assets`: the address of a script of the site, beside which the others are. */
  constructor(private readonly assets: string) {
    const close = el("button", { type: "button", class: "lc-close", "aria-label": "Esc: close" }, "Esc");
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.append(el("div", { class: "lc-query" }, this.#input, close), this.#list, this.#note);
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close());
    this.#list.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest(".lc-hit")) this.#dialog.close(); // it may be on this page
    });
    this.#input.addEventListener("input", () => this.#show());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    document.body.append(this.#dialog);
  }

  /** `text`: what to look for at once. */
  open(text = ""): void {
    if (!this.#dialog.open) this.#dialog.showModal();
    if (text) this.#input.value = text;
    this.#show();
    this.#input.focus();
    this.#input.select();
    this.#loading ??= this.#load();
  }

  /** Loads codes, then what they mean and the pages; shows more with each. */
  async #load(): Promise<void> {
    await Promise.all(["suggest.js", "codes.js"].map((file) => loadScript(file, this.assets)));
    const { linkcodesSearch: index, linkcodesCodes: codes } = window;
    if (!index || !codes) {
      this.#loading = undefined;
      const table = el("a", { href: this.#url("explorer.html") }, "table of all codes");
      this.#note.replaceChildren("The search did not load. Try again, or use the ", table, ".");
      return;
    }
    const hits = (this.#hits = new Hits(index.index, codes));
    this.#show();
    await Promise.all([
      this.#add("summaries.js", () => hits.addSummaries(window.linkcodesSummaries ?? [])),
      this.#add("../search/pages.js", () => hits.addPages(window.linkcodesPages ?? [])),
    ]);
  }

  async #add(file: string, add: () => void): Promise<void> {
    await loadScript(file, this.assets);
    add();
    this.#show(this.#active);
  }

  #url(location: string): string {
    return new URL(`../${location}`, this.assets).href;
  }

  /** Shows what is found, with the option at a place as the one that was reached. */
  #show(reached = 0): void {
    if (!this.#hits) return;
    const text = this.#input.value.trim();
    const groups = text ? this.#hits.of(text) : [];
    this.#list.replaceChildren(...groups.map((group, number) => this.#group(group, number)));
    this.#input.setAttribute("aria-expanded", String(groups.length > 0));
    this.#note.replaceChildren(...(text && !groups.length ? this.#nothing(text) : []));
    this.#mark(reached);
  }

  #group({ title, hits }: HitGroup, number: number): HTMLElement {
    const heading = el("p", { class: "lc-kind", id: `lc-kind-${number}` }, title);
    const group = el("div", { role: "group", "aria-labelledby": heading.id }, heading);
    group.append(...hits.map((hit) => this.#option(hit)));
    return group;
  }

  #option({ location, title, isCode, where, text }: Hit): HTMLElement {
    const name = isCode ? el("code", { dir: "ltr" }, title) : el("span", { class: "lc-title" }, title);
    return el("a", { role: "option", class: "lc-hit", href: this.#url(location), tabindex: "-1" },
      name, el("small", {}, where), text ? el("span", { class: "lc-means" }, text.replaceAll("`", "")) : null);
  }

  #nothing(text: string): readonly (Node | string)[] {
    const box = el("a", { href: this.#url("index.html") }, "Paste the whole message into the box");
    const report = el("a", { href: this.#url("about.html#report") }, "report a missing code");
    return [el("p", {}, `Nothing found for “${text}”.`), el("p", {}, box, ", or ", report, ".")];
  }

  get #options(): readonly HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#mark(this.#active + step);
    else if (event.key === "Enter" && !event.isComposing) this.#options[this.#active]?.click();
    else return;
    event.preventDefault();
  }

  #mark(place: number): void {
    const options = this.#options;
    this.#active = options.length ? (place + options.length) % options.length : 0;
    options.forEach((option, number) => {
      option.id = `lc-hit-${number}`;
      option.setAttribute("aria-selected", String(number === this.#active));
    });
    const active = options[this.#active];
    if (active) this.#input.setAttribute("aria-activedescendant", active.id);
    else this.#input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }
}
