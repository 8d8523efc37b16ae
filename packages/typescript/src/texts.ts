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
  readonly state: "source" | "reviewed" | "draft";
}

/** By vocabulary: the place of each text, then its codes, by name or by name, slash and context: `0 TIMEOUT GONE/later 3 DONE`. */
export type TextPlaces = Readonly<Record<string, string>>;

type CodeTexts<T> = readonly [places: TextPlaces, texts: readonly T[]];

/** The texts of one language for one kind of reader; a module of `linkcodes/texts/<locale>` has them as `texts`. */
export interface Texts<T> extends Language {
  /** By category, and by category, slash and kind of challenge. */
  readonly outcomes: Readonly<Record<string, T>>;
  /** Those of single codes, where the text of their category would be untrue or too vague. */
  readonly codes?: readonly CodeTexts<T>[];
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
 * Several texts are searched in their order; give those of each provider in one language.
 */
export function textFor<T>(found: Told, texts: Texts<T> | readonly Texts<T>[]): T & Language {
  const among = (isArray(texts) ? texts : [texts]) as readonly Texts<T>[];
  const meaning = own(found, "because") ?? found;
  const [id, context, category, challenge] = ["id", "context", "category", "challenge"].map((name) =>
    textOf(own(meaning, name)),
  );
  const first = <K>(keys: readonly K[], look: (texts: Texts<T>, key: K) => T | undefined): T | undefined => {
    for (const key of keys)
      for (const item of among) {
        const text = look(item, key);
        if (text) return text;
      }
    return undefined;
  };
  const { lang, dir, state } = among[0]!;
  const text =
    (id && first([`${id}/${context}`, id], ofCode)) ||
    first([`${category}/${challenge}`, `${category}`, "unknown"], ofOutcome);
  return { ...text!, lang, dir, state };
}

function ofOutcome<T>({ outcomes }: Texts<T>, key: string): T | undefined {
  return own(outcomes, key) as T | undefined;
}

function ofCode<T>({ codes = [] }: Texts<T>, key: string): T | undefined {
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

type EndUserRow = readonly [title: string, body: string, button?: string];

/** Adds the texts of codes to those of categories; the modules of the providers call it. */
export function endUserTexts(
  general: Texts<EndUserText>,
  places: TextPlaces,
  rows: readonly EndUserRow[],
): Texts<EndUserText> {
  return { ...general, codes: [[places, rows.map(([title, body, button = null]) => ({ title, body, button }))]] };
}

type SupportRow = readonly [ask: readonly string[], act: readonly string[], never_ask: readonly string[]];

/** Makes the texts for support agents from tables, which the module of a language contains. */
export function supportTexts(
  language: Language,
  outcomes: Readonly<Record<string, SupportRow>>,
  codes: readonly CodeTexts<SupportRow>[],
): Texts<SupportText> {
  const text = ([ask, act, never_ask]: SupportRow): SupportText => ({ ask, do: act, never_ask });
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
    const same = locales.find((locale) => locale.toLowerCase() === item.toLowerCase().replace("_", "-"));
    const found = same ?? locales.find((locale) => languageOf(locale) === languageOf(item));
    if (found) return found;
  }
  return locales[0]!;
}
