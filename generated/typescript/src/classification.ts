// Hand-written in codegen/targets/typescript/runtime and copied from there.

import type { Confidence } from "./behaviour.js";
import type { CoreRules } from "./rulebook.js";
import type {
  Action,
  Actor,
  Category,
  Challenge,
  Ends,
  FlagId,
  Operation,
  Phase,
  RetryMode,
  Severity,
} from "./taxonomy.js";

/** By which rung of the ladder an answer was found. */
export type MatchedBy =
  | "absent"
  | "context"
  | "vocabulary"
  | "code"
  | "message"
  | "prefix"
  | "http_status"
  | "none";

/** What a code means, who must act, and whether it may be tried again. */
export interface Classification {
  /** Id of the provider as it was passed; null if that was no text. */
  readonly provider: string | null;
  /** Local id of the vocabulary that lists the value; else the one that was passed. */
  readonly vocabulary: string | null;
  /** What was passed, untouched. */
  readonly raw: unknown;
  /** Whether the spec lists the value, or says what no value means. */
  readonly known: boolean;
  readonly matched_by: MatchedBy;
  /** `provider:vocabulary#NAME`, unique in the whole spec. */
  readonly id: string | null;
  /** Which of several meanings it is. */
  readonly context: string | null;
  /** What happened; `unknown` if that cannot be told, null if the value is no outcome. */
  readonly category: Category | null;
  /** Who must act. */
  readonly actor: Actor | null;
  /** What to do; the first is the primary one, the rest are fallbacks. */
  readonly actions: readonly Action[];
  /** When another attempt makes sense. */
  readonly retry: RetryMode | null;
  /** Whether a server may try again with nobody present. */
  readonly unattended_retry: boolean;
  readonly phase: Phase | null;
  /** What is over: nothing, the session, or the connection itself. */
  readonly ends: Ends | null;
  readonly severity: Severity | null;
  readonly challenge: Challenge | null;
  readonly partial: boolean | null;
  readonly operation: Operation | null;
  /** One sentence on the value. */
  readonly summary: string | null;
  readonly confidence: Confidence | null;
  readonly flags: readonly FlagId[];
  /** The provider's page that says so. */
  readonly docs_url: string | null;
  /** Path of its page on the reference site, without suffix. */
  readonly page: string | null;
  /** Ids of all values that it may be; empty when there was no choice. */
  readonly candidates: readonly string[];
}

/** What is known beside a code. */
export interface ClassifyOptions {
  /** Id of the vocabulary, such as `api.code`. */
  readonly vocabulary?: string | null | undefined;
  /** The text that stood beside the code. */
  readonly message?: string | null | undefined;
  readonly http_status?: number | null | undefined;
  /** What was being done. */
  readonly operation?: Operation | (string & {}) | null | undefined;
}

/** Classifies any code; never throws. */
export type Classify = (provider: string, code: unknown, options?: ClassifyOptions) => Classification;

/** The part of a classification that a program acts on. */
export type Acts = Pick<
  Classification,
  | ("category" | "actor" | "actions" | "retry" | "unattended_retry" | "phase" | "ends" | "severity")
  | ("challenge" | "partial" | "operation" | "confidence")
>;
/** What differs from one answer to another. */
export type Answer = Partial<Classification> & Pick<Classification, "matched_by"> & Acts;

/** The behaviour of a listed value that is no outcome. */
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
export function adapted<T extends Pick<Classification, "actions" | "retry" | "unattended_retry" | "operation">>(
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
    actions: user_absent ? [...new Set(acts.actions.map((action) => actions[action] ?? action))] : acts.actions,
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
  });
}
