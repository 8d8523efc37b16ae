// What `site/bundle.mjs` makes of the rules of the package and of the spec beside it.

declare module "site-data/rules" {
  import type { ProviderRules } from "linkcodes/rulebook";
  export const RULES: readonly ProviderRules[];
}

declare module "site-data/home.json" {
  import type { Operation } from "linkcodes/taxonomy";
  import type { Decision, Reason, Verdict } from "linkcodes/runtime";

  /** What to tell people about a code. */
  export interface Voices {
    readonly title: string;
    readonly body: string;
    readonly button: string | null;
    readonly ask: readonly string[];
    readonly do: readonly string[];
    readonly never_ask: readonly string[];
  }

  /** Something to try the box with. */
  export interface Example {
    readonly provider: string;
    readonly title: string;
    readonly text: string;
  }

  /** A payload: path of its page without suffix, title, summary. */
  export type PayloadLink = readonly [page: string, title: string, summary: string];

  export type Word = readonly [label: string, summary: string];

  /** What people read in place of the words of answers. */
  export interface AnswerWords {
    readonly verdict: Readonly<Record<Verdict, readonly [phrase: string, phase: string | null]>>;
    readonly decision: Readonly<Record<Decision, string>>;
    readonly reason: Readonly<Record<Reason, string>>;
    /** By the words of guesses alone. */
    readonly guess: Readonly<Record<string, string>>;
  }

  /** What the site's generator says beside the package. */
  export interface BoxTexts {
    /** By axis and id. */
    readonly terms: Readonly<Record<string, Readonly<Record<string, Word>>>>;
    readonly words: AnswerWords;
    /** The operation that runs with no user present. */
    readonly without_user: Operation | null;
    /** Where the values of a vocabulary are at home, by its full id. */
    readonly vocabularies: Readonly<Record<string, string>>;
    readonly payloads: Readonly<Record<string, string>>;
    /** By `code id/meaning`: its label, and how to tell it. */
    readonly meanings: Readonly<Record<string, Word>>;
    readonly voices: readonly Voices[];
    /** Number of the texts by `category/challenge` or `code id/meaning`. */
    readonly voice: Readonly<Record<string, number>>;
    /** By provider and HTTP status: the payloads that come with it. */
    readonly statuses: Readonly<Record<string, Readonly<Record<string, readonly PayloadLink[]>>>>;
    readonly examples: readonly Example[];
  }

  const texts: BoxTexts;
  export default texts;
}

declare module "site-data/search.json" {
  /** As `SearchIndex` of `shared/search.ts` describes it. */
  const index: object;
  export default index;
}
