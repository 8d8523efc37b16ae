import type { Book } from "./book.js";
import { bookOf } from "./book.js";
import type { Classify } from "./classification.js";
import { classifier } from "./classify.js";
import type { Decoded } from "./decode.js";
import { outcomeOf } from "./decode.js";
import type { GivenOptions } from "./given.js";
import { operationsOf } from "./operation.js";
import type { Outcome } from "./outcome.js";
import { headFinder, judgeOf } from "./outcome.js";
import type { Mentions } from "./outline.js";
import { mentionsOf } from "./outline.js";
import type { RetryOptions, RetryPlan } from "./retry.js";
import { planner } from "./retry.js";
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
  const made = new Map<unknown, Book>();
  const find = (id: unknown): Book | undefined => {
    const rules = made.has(id) ? undefined : providers.find((item) => item.id === id);
    if (rules) made.set(id, bookOf(rules));
    return made.get(id);
  };
  const books = (): readonly Book[] => providers.map(({ id }) => find(id)!);
  const operations = operationsOf(CORE, find);
  const classify = classifier(CORE, find, operations);
  let mentions: Mentions | undefined;
  const memory = { mentions: () => (mentions ??= mentionsOf(CORE, providers)), answers: new Map() };
  const reader = { memory, core: CORE, operations, books, classify, headOf: headFinder(CORE), judge: judgeOf(CORE, books) };
  const resolveOutcome = (input: unknown, options?: GivenOptions): Outcome =>
    outcomeOf(reader, input, options);
  return {
    classify,
    decode: (input, options) => resolveOutcome(input, options).decoded,
    resolveOutcome,
    planRetry: planner(CORE, operations, resolveOutcome),
  };
}
