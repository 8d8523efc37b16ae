import type { Classify } from "./classification.js";
import type { Decoded } from "./decode.js";
import type { GivenOptions } from "./given.js";
import type { Outcome } from "./outcome.js";
import { readAnything } from "./pasted.js";
import { readerOf } from "./reader.js";
import type { RetryOptions, RetryPlan } from "./retry.js";
import type { ProviderRules } from "./rulebook.js";
import { CORE } from "./rules.js";
import type { LinkState, StateOptions } from "./state.js";
import { reducer } from "./state.js";

export type { Classification, Classify, ClassifyOptions } from "./classification.js";
export type { GuessedClassification, MemberClassification } from "./classification.js";
export type { OutcomeClassification, UnlistedClassification } from "./classification.js";
export type { Decoded } from "./decode.js";
export type { Given, GivenOptions } from "./given.js";
export { withRaw } from "./hidden.js";
export type { Outcome } from "./outcome.js";
export type { RetryOptions, RetryPlan } from "./retry.js";
export type { Channel, ProviderRules } from "./rulebook.js";
export type { LinkState, StateEntry, StateOptions } from "./state.js";
export type { Certainty, Decision, MatchedBy, ReadFrom, Reason, Unread, Verdict } from "./words.js";

/** Five functions that never throw, whatever they are given, and never lose what came. */
export interface Runtime {
  /** Says what a code means, who must act, and whether it may be tried again. */
  readonly classify: Classify;
  /**
   * Recognizes a payload, JSON text, bytes, a URL, a code or a text, and classifies every code in it. Say what you know:
   * without a provider, one is named only if the payload itself is evidence enough.
   */
  readonly decode: (input: unknown, options?: GivenOptions) => Decoded;
  /** Reads the same and gives one verdict on how the attempt ended. */
  readonly resolveOutcome: (input: unknown, options?: GivenOptions) => Outcome;
  /** Says when to try again, with whom, and when to stop; takes results of the others, or what they read. */
  readonly planRetry: (subject: unknown, options?: RetryOptions) => RetryPlan;
  /** Folds one more input into a state; null starts one. Late and repeated inputs are put right. */
  readonly reduceState: (
    state: LinkState | null | undefined,
    input: unknown,
    options?: StateOptions,
  ) => LinkState;
}

/** Makes the five functions for some providers; the rules are indexed when they are first needed. */
export function createRuntime(providers: readonly ProviderRules[]): Runtime {
  const reader = createReader(providers);
  return { ...reader, reduceState: reducer(CORE, reader.resolveOutcome) };
}

/** Makes four of them: a page that keeps no state does not load what folds one. */
export function createReader(providers: readonly ProviderRules[]): Omit<Runtime, "reduceState"> {
  return readerOf(providers, readAnything);
}
