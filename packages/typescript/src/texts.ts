import { isArray, own, textOf } from "./safely.js";

/** What an application shows to the person who connects an account. */
export interface EndUserText {
  readonly title: string;
  readonly body: string;
  /** What the one button says; null where there is nothing to press. */
  readonly button: string | null;
}

/** What a support agent asks and does, and what an agent must never ask for. */
export interface SupportText {
  readonly ask: readonly string[];
  readonly do: readonly string[];
  readonly never_ask: readonly string[];
}

/** The language of a text. `lang` and `dir` are values of HTML's attributes. */
export interface Language {
  /** A BCP 47 tag, such as `en`. */
  readonly lang: string;
  /** Which way it is written. */
  readonly dir: "ltr" | "rtl";
  /** `source`: what all translations are made from. `reviewed`: a native speaker has read all of it. Else `draft`. */
  readonly state: TextState;
}

/** How far a text, or a language, was read by native speakers. */
export type TextState = "source" | "reviewed" | "draft";

/** By vocabulary: the place of each text, then its codes, by name or by name, slash and context: `0 TIMEOUT GONE/later 3 DONE`. */
export type TextPlaces = Readonly<Record<string, string>>;

/** A text, with its state where that is not its language's. */
type Stated<T> = T & { readonly state?: TextState };

type CodeTexts<T> = readonly [places: TextPlaces, texts: readonly Stated<T>[]];

/** The texts of one language for one kind of reader; a module of `linkcodes/texts/<locale>` has them as `texts`. */
export interface Texts<T> extends Language {
  /** By category, and by category, slash and kind of challenge. */
  readonly outcomes: Readonly<Record<string, Stated<T>>>;
  /** Those of single codes, where the text of their category would be untrue or too vague. */
  readonly codes?: readonly CodeTexts<T>[];
}

/** Which texts count. */
export interface TextOptions {
  /** Whether texts count that no native speaker has read; they do by default. */
  readonly drafts?: boolean | null | undefined;
}

/** What a text is chosen by: a classification, the behavior of a code, or an outcome with the classification it is because of. */
export type Told = Meaning | { readonly because: Meaning | null } | null | undefined;

interface Meaning {
  readonly id?: string | null;
  readonly context?: string | null;
  readonly category: string | null;
  readonly challenge: string | null;
}

/**
 * Returns what to tell people about a classification, a behavior or an outcome: the text of its meaning, else of its
 * code, of its kind of challenge, of its category. All else gets what is said of an unknown code. Never throws.
 *
 * Several texts are searched in their order: give those of each provider, and behind them a language to fall back to.
 * With `drafts: false`, only what a native speaker has read counts, and the source; null if none of the texts has it.
 */
export function textFor<T>(found: Told, texts: Texts<T> | readonly Texts<T>[], options?: { readonly drafts?: true }): T & Language;
export function textFor<T>(found: Told, texts: Texts<T> | readonly Texts<T>[], options: TextOptions): (T & Language) | null;
export function textFor<T>(
  found: Told,
  texts: Texts<T> | readonly Texts<T>[],
  options?: TextOptions,
): (T & Language) | null {
  const among = (isArray(texts) ? texts : [texts]) as readonly Texts<T>[];
  const meaning = own(found, "because") ?? found;
  const [id, context, category, challenge] = ["id", "context", "category", "challenge"].map((name) =>
    textOf(own(meaning, name)),
  );
  const mayBeDraft = own(options, "drafts") !== false;
  const first = (keys: readonly string[], look: typeof ofOutcome<T>): (T & Language) | null => {
    for (const key of keys)
      for (const item of among) {
        const text = look(item, key);
        const { lang, dir, state } = item;
        if (text && (mayBeDraft || (text.state ?? state) !== "draft")) return { lang, dir, state, ...text };
      }
    return null;
  };
  return (
    (id && first([`${id}/${context}`, id], ofCode)) ||
    first([`${category}/${challenge}`, `${category}`, "unknown"], ofOutcome)
  );
}

function ofOutcome<T>({ outcomes }: Texts<T>, key: string): Stated<T> | undefined {
  return own(outcomes, key) as Stated<T> | undefined;
}

function ofCode<T>({ codes = [] }: Texts<T>, key: string): Stated<T> | undefined {
  const [vocabulary = "", name = ""] = key.split("#");
  for (const [places, texts] of codes) {
    let place = 0;
    for (const word of (textOf(own(places, vocabulary)) ?? "").split(" ")) {
      if (word === name) return texts[place];
      if (word < "A") place = Number(word);
    }
  }
  return undefined;
}

type EndUserRow = readonly [title: string, body: string, button?: string | null, state?: TextState];

/** Adds the texts of codes to those of categories; the modules of the providers call it. */
export function endUserTexts(
  general: Texts<EndUserText>,
  places: TextPlaces,
  rows: readonly EndUserRow[],
): Texts<EndUserText> {
  const text = ([title, body, button = null, state]: EndUserRow): Stated<EndUserText> =>
    state ? { title, body, button, state } : { title, body, button };
  return { ...general, codes: [[places, rows.map(text)]] };
}

type SupportRow = readonly [ask: readonly string[], act: readonly string[], never_ask: readonly string[], state?: TextState];

/** Makes the texts for support agents from tables, which the module of a language contains. */
export function supportTexts(
  language: Language,
  outcomes: Readonly<Record<string, SupportRow>>,
  codes: readonly CodeTexts<SupportRow>[],
): Texts<SupportText> {
  const text = ([ask, act, never_ask, state]: SupportRow): Stated<SupportText> =>
    state ? { ask, do: act, never_ask, state } : { ask, do: act, never_ask };
  const entries = Object.entries(outcomes).map(([key, row]) => [key, text(row)] as const);
  return {
    ...language,
    outcomes: Object.fromEntries(entries),
    codes: codes.map(([places, rows]) => [places, rows.map(text)] as const),
  };
}

/**
 * Chooses among some locales the one that suits the user best: one that is wanted, else one in a wanted language, else the
 * first. `navigator.languages` says what is wanted. Never throws.
 */
export function bestLocale<L extends string>(wanted: readonly string[], locales: readonly L[]): L {
  const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0]!;
  for (const item of wanted) {
    const named = (tag: string): L | undefined => locales.find((locale) => locale.toLowerCase() === tag);
    const same = named(item.toLowerCase().replace("_", "-")) ?? named(languageOf(item));
    const found = same ?? locales.find((locale) => languageOf(locale) === languageOf(item));
    if (found) return found;
  }
  return locales[0]!;
}
