// The box: takes what is typed or pasted, masks it, and shows the answer below.

import type { Answer } from "./answer.ts";
import { codesAnswer, nothingAnswer, readingsAnswer, sharedAnswer, unlistedAnswer, wordsAnswer } from "./answer.ts";
import { statusAnswer, withStatusToo } from "./answer.ts";
import { named, type Entry } from "./codes.ts";
import { arrangeAll, roleNow, roleSwitch } from "../shared/role.ts";
import { button, el } from "../shared/dom.ts";
import { hinted, statusIn } from "./hints.ts";
import { LIMITS, MASK, masked, type Masked } from "./mask.ts";
import { Options } from "./options.ts";
import { readAll } from "./read.ts";
import { sharedIn } from "./share.ts";
import { loadSearch, suggestions } from "./suggest.ts";
import { count, EXAMPLES } from "./texts.ts";

const PAUSE = { short: 60, long: 200 } as const;
const LONG = 2_000;
const MOST_ROWS = 14;
const NAME_LENGTH = 100;
/** More at a time than this was not typed. */
const TYPED_AT_ONCE = 20;

/** The elements of the box, and what they do. All but `receive` see only what is left after masking. */
export class Box {
  readonly #box: HTMLElement;
  readonly #input: HTMLTextAreaElement;
  readonly #options: Options;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #text = "";
  #isDone = false;
  /** The end of the address that the answer belongs to. */
  #address = "";

  constructor(box: HTMLElement) {
    this.#box = box;
    this.#input = this.#part<HTMLTextAreaElement>("input");
    this.#options = new Options(this.#part("options"), this.#input, (entry) => this.#choose(entry));
    this.#part("examples").append(...EXAMPLES.map((example) => this.#example(example)));
    this.#part("clear").addEventListener("click", () => this.#empty());
    this.#part("explain").addEventListener("click", () => this.receive(this.#input.value, false));
    this.#listen();
    if (this.#input.value) this.receive(this.#input.value, false); // it came before this script did
  }

  /** Takes over a text: masks it, shows what is left of it in the box, and answers. */
  receive(text: string, isTyped: boolean): void {
    if (text) void this.#load();
    const read = masked(text);
    this.#text = read.text.trim();
    // The text that is being typed should stay as it was, unless there is something to hide.
    const isClean = !read.cut && !read.text.includes(MASK);
    this.#fill(isTyped && isClean ? text : read.text, isTyped);
    this.#part("masked").textContent = noteOn(read);
    clearTimeout(this.#timer);
    if (!isTyped) return this.#reply(true);
    this.#timer = setTimeout(() => this.#reply(false), text.length > LONG ? PAUSE.long : PAUSE.short);
  }

  /** Shows the codes of an address, as after a reload or a step back; a step back to none empties the box. */
  openLink(hash: string): void {
    const shared = sharedIn(hash);
    if (!shared && (hash || !this.#address)) return;
    this.#address = hash;
    this.receive("", false);
    if (!shared) return;
    this.#show(sharedAnswer(shared, (text) => this.#say(text)));
    this.#box.scrollIntoView();
  }

  focus(): void {
    this.#input.focus();
  }

  #part<T extends HTMLElement>(name: string): T {
    return this.#box.querySelector<T>(`.lc-${name}`)!;
  }

  #listen(): void {
    const input = this.#input;
    input.addEventListener("input", (event) => this.receive(input.value, isTyped(event as InputEvent)));
    input.addEventListener("paste", (event) => this.#paste(event));
    input.addEventListener("keydown", (event) => {
      if (this.#acted(event)) event.preventDefault();
    });
    input.addEventListener("blur", () => this.#options.close());
    input.addEventListener("focus", () => void this.#load(), { once: true });
  }

  /** Loads what suggestions are made from, and answers once more if something was asked before it came. */
  async #load(): Promise<void> {
    if ((await loadSearch()) && this.#text) this.#reply(this.#isDone);
  }

  /** Nothing is to be seen of what is pasted before it is masked; and browsers are slow with much of it. */
  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain");
    if (text === undefined) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = this.#input;
    this.receive(value.slice(0, selectionStart) + text + value.slice(selectionEnd), false);
  }

  #acted({ key, shiftKey, isComposing }: KeyboardEvent): boolean {
    if (isComposing) return false;
    if (key === "Escape") return this.#escape();
    if (key === "Enter") return !shiftKey && this.#enter();
    if (key !== "ArrowDown" && key !== "ArrowUp") return false;
    this.#settle();
    if (!this.#options.open) this.#suggest();
    if (this.#options.open) this.#options.move(key === "ArrowDown" ? 1 : -1);
    return this.#options.open;
  }

  /** Answers now what waits for a pause in typing, so that the list is not rebuilt under the arrow keys. */
  #settle(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#reply(false);
  }

  #escape(): boolean {
    if (this.#options.open) this.#options.close();
    else this.#empty();
    return true;
  }

  /** Takes the suggestion that was reached, or answers at once; in a longer text it makes a new line. */
  #enter(): boolean {
    const { active } = this.#options;
    if (active) this.#choose(active);
    else if (!this.#input.value.includes("\n")) this.receive(this.#input.value, false);
    else return false;
    return true;
  }

  #fill(text: string, isTyped: boolean): void {
    const input = this.#input;
    const isInside = isTyped && input.selectionStart < input.value.length;
    const caret = isInside ? Math.min(input.selectionStart, text.length) : text.length;
    if (text !== input.value) {
      input.value = text;
      input.setSelectionRange(caret, caret);
    }
    fit(input);
    if (!isTyped) input.scrollTop = 0;
    this.#part("clear").hidden = !text;
  }

  /** Answers for what is in the box; `isDone`: whether it is complete, as after a paste or Enter. */
  #reply(isDone: boolean): void {
    this.#timer = undefined;
    this.#isDone = isDone;
    const match = this.#isName ? named(this.#text) : null;
    if (isDone || match?.how === "exact") this.#options.close();
    else this.#suggest();
    const reached = this.#text ? this.#answer(match, isDone || !this.#options.open) : null;
    this.#show(reached);
    if (reached) this.#remember(reached, isDone);
    if (!reached && this.#options.open) this.#say("Suggestions are listed. Use the arrow keys.");
  }

  #answer(match: ReturnType<typeof named>, isDone: boolean): Answer | null {
    const say: (text: string) => void = (text) => this.#say(text);
    const status = statusIn(this.#text);
    if (match) {
      const found = codesAnswer(match, null, say);
      return status === null ? found : withStatusToo(found, status, this.#text);
    }
    const readings = readAll(this.#text);
    if (readings.length) return readingsAnswer(readings, this.#text, say);
    return isDone ? this.#guess(status, say) : null;
  }

  /** Answers where the package finds nothing: by words, messages, the HTTP status, and what is written alike. */
  #guess(status: number | null, say: (text: string) => void): Answer {
    const isWord = this.#isName && !/\s/.test(this.#text);
    const hints = isWord ? [] : hinted(this.#text);
    if (hints.length > 1) return wordsAnswer(hints, say);
    if (hints[0]) return codesAnswer(hints[0], null, say);
    if (status !== null) return statusAnswer(status, this.#text);
    return isWord ? unlistedAnswer(this.#text, this.#found()) : nothingAnswer(this.#found());
  }

  /** Whether what is in the box may be the name of a code, or words of it. */
  get #isName(): boolean {
    return this.#text.length <= NAME_LENGTH && !/[\n{}="&?<>]|:\/\//.test(this.#text);
  }

  #suggest(): void {
    this.#options.show(document.activeElement === this.#input ? this.#found() : []);
  }

  #found(): readonly Entry[] {
    return this.#isName ? suggestions(this.#text) : [];
  }

  #choose(entry: Entry): void {
    const value = String(entry.code.value);
    this.#text = value;
    this.#fill(value, false);
    this.#options.close();
    const match = named(value) ?? { entries: [entry], alike: [], how: "exact" };
    const reached = codesAnswer(match, entry, (text) => this.#say(text));
    this.#show(reached);
    this.#remember(reached, true);
  }

  /** Has the address carry the codes of an answer, and nothing else; a step back leads to the answer before. */
  #remember(reached: Answer, isDone: boolean): void {
    const address = reached.fragment ?? "";
    if (address === this.#address) return;
    history[isDone ? "pushState" : "replaceState"](null, "", location.href.split("#")[0] + address);
    this.#address = address;
  }

  #show(reached: Answer | null): void {
    const answer = this.#part("answer");
    answer.replaceChildren(...(reached?.nodes ?? []));
    if (answer.querySelector("[data-lc-block=people]")) answer.prepend(roleSwitch((role) => arrangeAll(answer, role)));
    arrangeAll(answer, roleNow());
    this.#part("examples").hidden = reached !== null && !reached.wantsExamples;
    this.#say(reached?.said ?? "");
  }

  #say(text: string): void {
    this.#part("said").textContent = text;
  }

  #empty(): void {
    if (this.#address) history.pushState(null, "", location.href.split("#")[0]);
    this.#address = "";
    this.receive("", false);
    this.focus();
  }

  #example({ provider, title, text }: (typeof EXAMPLES)[number]): HTMLElement {
    const made = button("", "lc-example", () => {
      this.receive(text, false);
      this.focus();
    });
    made.append(el("span", { class: "lc-hidden" }, "Try "), `${provider} ${title}`);
    return made;
  }
}

/** Whether a change was made by hand; what tools and browsers fill in counts as pasted. */
function isTyped({ inputType = "", data }: InputEvent): boolean {
  const byHand = /^(?:insertText|insertLineBreak|insertComposition|delete|history)/.test(inputType);
  return byHand && (data?.length ?? 0) <= TYPED_AT_ONCE;
}

/** Gives the box the rows that its text takes, wrapped lines counted; two or more come in smaller letters. */
function fit(input: HTMLTextAreaElement): void {
  for (const rows of [1, 2]) {
    input.rows = rows;
    if (input.scrollHeight <= input.clientHeight) return;
  }
  const missing = (input.scrollHeight - input.clientHeight) / parseFloat(getComputedStyle(input).lineHeight);
  input.rows = Math.min(MOST_ROWS, 2 + Math.ceil(missing));
}

function noteOn({ count: number, cut }: Masked): string {
  const hidden = number > 0 ? `${count(number, "secret")} masked.` : "";
  const text = count(LIMITS.text, "character");
  const items = count(LIMITS.items, "item");
  const first = `Only the first part was read: ${text} of text, or ${items} of each list.`;
  return [hidden, cut ? first : ""].filter(Boolean).join(" ");
}
