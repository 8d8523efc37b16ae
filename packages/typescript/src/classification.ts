import type { Behavior, NoBehavior, Undecided, UnlistedBehavior, Wait } from "./behavior.js";
import type { Provider, Vocabulary } from "./index.js";
import type { Action, Effect, FlagId, Operation, Phase } from "./taxonomy.js";
import type { Connection, GuessedBy, ListedBy, MatchedBy, NotFoundBy } from "./words.js";

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
  /** The provider's page on it. */
  readonly docs_url: string | null;
  /** Path of its page on the reference site, without suffix; null for what is not listed. */
  readonly page: string | null;
  /** Ids of all values that it may be; empty when there was no choice. */
  readonly candidates: readonly string[];
  /** What the connection is now: whether it works, comes back by itself, or needs the user. */
  readonly connection: Connection;
}

/** Of a listed value that is an outcome, or of no value where the spec says what that means. */
export interface OutcomeClassification extends Identified, Behavior {
  readonly known: true;
  readonly matched_by: ListedBy;
  readonly summary: string;
  readonly page: string;
}

/** What a classification may know of a value although its behavior does not say it. */
type Uncertain = "operation" | "unattended_retry" | "unattended_if_read" | "suspension_risk";

/** Of a listed value that is no outcome, such as a step or the name of a method. */
export interface MemberClassification extends Identified, Omit<NoBehavior, Uncertain> {
  readonly known: true;
  readonly matched_by: Exclude<ListedBy, "absent">;
  /** What is being done where it appears, if the value says it. */
  readonly operation: Operation | null;
  readonly unattended_retry: false;
  readonly unattended_if_read: false;
  readonly suspension_risk: false;
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
  readonly phase: Exclude<Phase, "success"> | null;
  readonly confidence: "L";
  readonly effect: Effect;
}

/** Of a value of which nothing is known but who can find out more. */
export interface UnlistedClassification extends Identified, Omit<UnlistedBehavior, "operation" | "effect"> {
  readonly known: false;
  readonly matched_by: NotFoundBy;
  readonly id: null;
  readonly summary: null;
  readonly page: null;
  /** What was being done, if that was passed. */
  readonly operation: Operation | null;
  readonly effect: Effect;
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
  readonly vocabulary?: Vocabulary | `${Provider}:${Vocabulary}` | null | undefined;
  /** The text beside the code. */
  readonly message?: string | null | undefined;
  readonly http_status?: number | null | undefined;
  /** What was being done. */
  readonly operation?: Operation | null | undefined;
  /** The object that the code came in, such as the error: its other fields distinguish meanings. */
  readonly beside?: object | null | undefined;
}

/** Classifies any code; never throws. */
export type Classify = (provider: Provider | null | undefined, code: unknown, options?: ClassifyOptions) => Classification;

/** The part of a classification that a program acts on, with its types not tied to each other. */
export type Acts = Omit<Pick<Classification, keyof Behavior | "connection">, "actions" | "wait"> & {
  readonly actions: readonly Action[];
  readonly wait: Partial<Wait> | null;
};
/** What differs from one answer to another. */
export type Answer = Acts & Pick<Classification, "matched_by"> & Partial<Omit<Classification, keyof Acts>>;

/** The behavior of a listed value that is no outcome. */
export const NO_OUTCOME: Acts = {
  situation: null,
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
  scope: null,
  suspension_risk: false,
  operation: null,
  wait: null,
  confidence: null,
  effect: null,
  unattended_if_read: false,
  connection: "unknown",
};

/** A wait of which nothing is said. */
const NO_WAIT: Wait = {
  min_delay_s: null,
  max_attempts: null,
  poll_s: null,
  deadline_s: null,
  until: [],
  then: null,
};

/** Completes what the rules say of a wait. */
function completeWait(wait: Partial<Wait> | null): Wait | null {
  return wait && Object.freeze({ ...NO_WAIT, ...wait, until: Object.freeze([...(wait.until ?? [])]) });
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
    situation: found.situation,
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
    scope: found.scope ?? null,
    suspension_risk: found.suspension_risk ?? false,
    operation: found.operation,
    effect: found.effect,
    unattended_if_read: found.unattended_if_read,
    wait: completeWait(found.wait),
    summary: found.summary ?? null,
    confidence: found.confidence,
    flags: Object.freeze([...(found.flags ?? [])]),
    docs_url: found.docs_url ?? null,
    page: found.page ?? null,
    candidates: Object.freeze([...(found.candidates ?? [])]),
    connection: found.connection,
  }) as Classification;
}
