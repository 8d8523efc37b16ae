import type { Behavior, NoBehavior, Undecided, UnlistedBehavior } from "./behavior.js";
import type { CoreRules } from "./rulebook.js";
import type { Action, FlagId, Operation, Phase } from "./taxonomy.js";
import type { GuessedBy, ListedBy, MatchedBy, NotFoundBy } from "./words.js";

/** What every classification says about where it comes from. */
interface Identified {
  /** Id of the provider as it was passed; null if that was no text. */
  readonly provider: string | null;
  /** Local id of the vocabulary that lists the value; else the one that was passed. */
  readonly vocabulary: string | null;
  /** What was passed, untouched. */
  readonly raw: unknown;
  readonly matched_by: MatchedBy;
  /** `provider:vocabulary#NAME`, unique in the whole spec; null for what is not listed or is absent. */
  readonly id: string | null;
  /** Which of several meanings it is. */
  readonly context: string | null;
  /** One sentence on the value; null for what is not listed. */
  readonly summary: string | null;
  readonly flags: readonly FlagId[];
  /** The provider's page that says so. */
  readonly docs_url: string | null;
  /** Path of its page on the reference site, without suffix; null for what is not listed. */
  readonly page: string | null;
  /** Ids of all values that it may be; empty when there was no choice. */
  readonly candidates: readonly string[];
}

/** Of a listed value that is an outcome, or of no value where the spec says what that means. */
export interface OutcomeClassification extends Identified, Behavior {
  readonly known: true;
  readonly matched_by: ListedBy;
  readonly summary: string;
  readonly page: string;
}

/** Of a listed value that is no outcome, such as a step or the name of a method. */
export interface MemberClassification extends Identified, Omit<NoBehavior, "operation" | "unattended_retry"> {
  readonly known: true;
  readonly matched_by: Exclude<ListedBy, "absent">;
  /** What is being done where it appears, if the value says so. */
  readonly operation: Operation | null;
  readonly unattended_retry: false;
  readonly id: string;
  readonly summary: string;
  readonly page: string;
}

type Guess = { readonly [Name in Exclude<keyof Behavior, keyof Undecided>]: Behavior[Name] } & {
  readonly [Name in keyof Undecided]: Behavior[Name] | null;
};

/** Of a value that is not listed, guessed from what came with it; never a success. */
export interface GuessedClassification extends Identified, Guess {
  readonly known: false;
  readonly matched_by: GuessedBy;
  readonly id: null;
  readonly summary: null;
  readonly page: null;
  readonly unattended_retry: false;
  readonly phase: Exclude<Phase, "success"> | null;
  readonly confidence: "L";
}

/** Of a value of which nothing is known but who can find out more. */
export interface UnlistedClassification extends Identified, UnlistedBehavior {
  readonly known: false;
  readonly matched_by: NotFoundBy;
  readonly id: null;
  readonly summary: null;
  readonly page: null;
}

/**
 * What a code means, who must act, and whether it may be tried again. `known`: whether the spec lists it;
 * `category` is `unknown` if what happened cannot be told, and null if the value is no outcome.
 */
export type Classification =
  | OutcomeClassification
  | MemberClassification
  | GuessedClassification
  | UnlistedClassification;

/** What is known beside a code. */
export interface ClassifyOptions {
  /** Id of the vocabulary, such as `api.code`. */
  readonly vocabulary?: string | null | undefined;
  /** The text beside the code. */
  readonly message?: string | null | undefined;
  readonly http_status?: number | null | undefined;
  /** What was being done. */
  readonly operation?: Operation | (string & {}) | null | undefined;
}

/** Classifies any code; never throws. */
export type Classify = (provider: string, code: unknown, options?: ClassifyOptions) => Classification;

/** The part of a classification that a program acts on, with its types not tied to each other. */
export type Acts = Omit<Pick<Classification, keyof Behavior>, "actions"> & {
  readonly actions: readonly Action[];
};
/** What differs from one answer to another. */
export type Answer = Acts & Pick<Classification, "matched_by"> & Partial<Omit<Classification, keyof Acts>>;

/** The behavior of a listed value that is no outcome. */
export const NO_OUTCOME: Acts = {
  category: null,
  actor: null,
  actions: [],
  retry: null,
  unattended_retry: false,
  phase: null,
  ends: null,
  severity: null,
  challenge: null,
  partial: null,
  operation: null,
  confidence: null,
};

/** Applies what was being done: whether a user is there, and whether money moves. */
export function adapted<T extends Pick<Acts, "actions" | "retry" | "unattended_retry" | "operation">>(
  core: CoreRules,
  acts: T,
  given: Operation | null,
): T {
  const operation = given ?? acts.operation;
  if (operation === null) return acts;
  const { user_absent, moves_money } = core.operations[operation];
  const { actions, retry } = core.user_absent;
  return {
    ...acts,
    operation,
    actions: user_absent
      ? [...new Set(acts.actions.map((action) => actions[action] ?? action))]
      : acts.actions,
    retry: user_absent && acts.retry ? (retry[acts.retry] ?? acts.retry) : acts.retry,
    unattended_retry: acts.unattended_retry && !moves_money,
  };
}

/** Makes the finished answer: frozen, and sharing nothing with the rules. */
export function completed(
  { provider, vocabulary, raw }: Pick<Classification, "provider" | "vocabulary" | "raw">,
  found: Answer,
): Classification {
  return Object.freeze({
    provider,
    vocabulary: found.vocabulary ?? vocabulary,
    raw,
    known: found.known ?? false,
    matched_by: found.matched_by,
    id: found.id ?? null,
    context: found.context ?? null,
    category: found.category,
    actor: found.actor,
    actions: Object.freeze([...found.actions]),
    retry: found.retry,
    unattended_retry: found.unattended_retry,
    phase: found.phase,
    ends: found.ends,
    severity: found.severity,
    challenge: found.challenge,
    partial: found.partial,
    operation: found.operation,
    summary: found.summary ?? null,
    confidence: found.confidence,
    flags: Object.freeze([...(found.flags ?? [])]),
    docs_url: found.docs_url ?? null,
    page: found.page ?? null,
    candidates: Object.freeze([...(found.candidates ?? [])]),
  }) as Classification;
}
