import type { Acts } from "./classification.js";
import { adapted } from "./classification.js";
import type { Outcome } from "./outcome.js";
import type { CoreRules, DecisionRules } from "./rulebook.js";
import { integerOf, isArray, optionsOf, own, textOf, wordOf } from "./safely.js";
import { reader } from "./tables.js";
import type { Action, Operation, RetryMode } from "./taxonomy.js";
import { valuesAt } from "./values.js";
import type { Decision, Delays, Reason } from "./words.js";

/** When to try again, with whom, and when to stop. */
export type RetryPlan = { readonly [D in Decision]: Plan<D, Delays[D]> }[Decision];

interface Plan<D extends Decision, S extends number | null> {
  readonly decision: D;
  readonly reason: Reason;
  /** Seconds to wait before; null where no time is known. */
  readonly delay_s: S;
  /** How many more attempts there may be, the next one included. */
  readonly attempts_left: number;
  /** Whether a server may do it with no user present. */
  readonly unattended: boolean;
  /** What to do; the first is the primary one. */
  readonly actions: readonly Action[];
}

/** What is known about the attempts so far. */
export interface RetryOptions {
  /** How many there were, the failed one included; 1 by default. */
  readonly attempts?: number | undefined;
  /** Whether a server asks, with no user present. */
  readonly unattended?: boolean | undefined;
  /**
   * What you were doing. Pass it wherever you move money: most payloads do not say it, and without it a failed payment
   * is planned like a failed login.
   */
  readonly operation?: Operation | (string & {}) | null | undefined;
  /** Seconds for which the provider asked. */
  readonly retry_after_s?: number | null | undefined;
}

/** What a plan depends on. */
type Subject = Pick<Acts, "category" | "actions" | "retry" | "unattended_retry" | "operation"> & {
  readonly phase: string | null;
  readonly challenged: boolean;
};
type Facts = Readonly<Record<string, string | boolean | null>>;

const NOTHING: Facts = { classified: false, category: null, phase: null, retry: null };

/** Makes `planRetry` from the rules; `judge` reads what is neither a classification nor a result with one. */
export function planner(
  core: CoreRules,
  judge: (input: unknown) => Outcome,
): (subject: unknown, options?: RetryOptions) => RetryPlan {
  const rowOf = reader(core.tables.retry);
  return (input, options) => {
    const { attempts, unattended, operation, retry_after_s } = optionsOf(options, readOptions);
    const made = Math.max(1, integerOf(attempts) ?? 1);
    const found = subjectOf(core, classificationIn(input, judge));
    const subject = found?.category ? adapted(core, found, wordOf(core.operations, operation)) : found;
    const left = limitOf(core, subject) - made;
    const facts = subject ? factsOf(core, subject, unattended === true, left <= 0) : NOTHING;
    const { decision, reason } = rowOf(facts);
    const rules = core.tables.decisions[decision];
    return Object.freeze({
      decision,
      reason,
      delay_s: delayOf(core, rules, subject?.retry ?? null, made, secondsOf(retry_after_s)),
      attempts_left: rules.counts_attempts ? Math.max(left, 0) : 0,
      unattended: mayGoAlone(rules, subject),
      actions: Object.freeze([...(subject?.actions ?? [])]),
    }) as RetryPlan;
  };
}

function readOptions({ attempts, unattended, operation, retry_after_s }: RetryOptions): RetryOptions {
  return { attempts, unattended, operation, retry_after_s };
}

/** Finds the classification that counts: the input itself, what an outcome is because of, or the head. */
function classificationIn(input: unknown, judge: (input: unknown) => Outcome): unknown {
  if (textOf(own(input, "matched_by"))) return input;
  if (isArray(own(input, "classifications"))) return own(input, "head");
  const outcome = own(input, "decoded") === undefined ? judge(input) : input;
  return own(outcome, "because") ?? own(own(outcome, "decoded"), "head");
}

/** Takes over the words that the taxonomy knows, since anybody may have made the input. */
function subjectOf(core: CoreRules, input: unknown): Subject | null {
  if (typeof input !== "object" || !input) return null;
  return {
    category: wordOf(core.categories, own(input, "category")),
    retry: textOf(own(input, "retry")) as RetryMode | null,
    phase: textOf(own(input, "phase")),
    challenged: textOf(own(input, "challenge")) !== null,
    operation: wordOf(core.operations, own(input, "operation")),
    unattended_retry: own(input, "unattended_retry") === true,
    actions: valuesAt(input, ["actions", "*"]).map(({ value }) => value as Action),
  };
}

/** What the plan depends on; `RetryWhen` of the spec says what each means. */
function factsOf(core: CoreRules, subject: Subject, unattended: boolean, attempts_used_up: boolean): Facts {
  const { category, phase, retry, challenged, operation, unattended_retry } = subject;
  return {
    classified: true,
    category,
    phase,
    retry,
    challenged,
    unattended,
    unattended_retry,
    moves_money: operation !== null && core.operations[operation].moves_money,
    outcome_uncertain: category !== null && core.categories[category].outcome_uncertain,
    lockout_risk: category !== null && core.categories[category].lockout_risk,
    attempts_used_up,
  };
}

function limitOf({ categories, retry_policy }: CoreRules, subject: Subject | null): number {
  const isRisky = subject?.category && categories[subject.category].lockout_risk;
  return isRisky ? retry_policy.attempts_at_risk : retry_policy.attempts;
}

function mayGoAlone({ unattended }: DecisionRules, subject: Subject | null): boolean {
  return unattended === "always" || (unattended === "if_allowed" && subject?.unattended_retry === true);
}

function delayOf(
  core: CoreRules,
  { delay }: DecisionRules,
  retry: RetryMode | null,
  made: number,
  asked: number | null,
): number | null {
  if (delay === "if_asked") return asked;
  const pauses = retry !== null && core.pauses.includes(retry);
  if (delay === "never" || (delay === "after_pause" && !pauses)) return null;
  const { first_delay_s, factor, longest_delay_s } = core.retry_policy;
  const ours = pauses ? Math.min(first_delay_s * factor ** (made - 1), longest_delay_s) : 0;
  return Math.max(ours, asked ?? 0);
}

/** Returns whole seconds; null for what is no time to wait. */
function secondsOf(value: unknown): number | null {
  return Number.isFinite(value) && (value as number) >= 0 ? Math.ceil(value as number) + 0 : null;
}
