import type { Acts } from "./classification.js";
import { adapted } from "./classification.js";
import type { Outcome } from "./outcome.js";
import type { CoreRules } from "./rulebook.js";
import { integerOf, isArray, optionsOf, own, textOf, wordOf } from "./safely.js";
import type { Action, Category, Operation, RetryMode } from "./taxonomy.js";
import { valuesAt } from "./values.js";

/** What to do about a failure. */
export type Decision = "retry" | "ask_user" | "wait" | "check_first" | "stop";

/** Why. */
export type Reason =
  | "unknown_code"
  | "no_outcome"
  | "nothing_to_retry"
  | "in_progress"
  | "will_fail_again"
  | "needs_fix"
  | "may_pay_twice"
  | "may_lock_account"
  | "attempts_used_up"
  | "needs_user"
  | "needs_bank_action"
  | "needs_reconnect"
  | "needs_input"
  | "may_retry";

/** When to try again, with whom, and when to stop. */
export type RetryPlan =
  | Plan<"retry", number>
  | Plan<"wait" | "check_first" | "ask_user", number | null>
  | Plan<"stop", null>;

interface Plan<D extends Decision, S extends number | null> {
  readonly decision: D;
  readonly reason: Reason;
  /** Seconds to wait before; null where no time is known. */
  readonly delay_s: S;
  /** How many more attempts there may be, the next one included. */
  readonly attempts_left: number;
  /** Whether a server may do it with nobody there. */
  readonly unattended: boolean;
  /** What to do; the first is the primary one. */
  readonly actions: readonly Action[];
}

/** What is known about the attempts so far. */
export interface RetryOptions {
  /** How many there were, the failed one included; 1 by default. */
  readonly attempts?: number | undefined;
  /** Whether a server asks, with nobody there. */
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
type Decided = readonly [Decision, Reason];

const NEEDS: Readonly<Partial<Record<string, Reason>>> = {
  after_bank_action: "needs_bank_action",
  after_reconnect: "needs_reconnect",
  after_input: "needs_input",
};

/** Makes `planRetry` from the rules; `judge` reads what is neither a classification nor a result with one. */
export function planner(
  core: CoreRules,
  judge: (input: unknown) => Outcome,
): (subject: unknown, options?: RetryOptions) => RetryPlan {
  return (input, options) => {
    const { attempts, unattended, operation, retry_after_s } = optionsOf(options, readOptions);
    const made = Math.max(1, integerOf(attempts) ?? 1);
    const found = subjectOf(core, classificationIn(input, judge));
    if (!found) return planned(["stop", "unknown_code"], null, 0, false, []);
    const subject = found.category ? adapted(core, found, wordOf(core.operations, operation)) : found;
    const [decision, reason] = decided(core, subject, made, unattended === true);
    return planned(
      [decision, reason],
      delayOf(core, decision, subject.retry, made, secondsOf(retry_after_s)),
      decision === "retry" || decision === "ask_user" ? limitOf(core, subject) - made : 0,
      decision === "wait" || (decision === "retry" && subject.unattended_retry),
      subject.actions,
    );
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

/** Goes through the table on the page "How linkcodes decides"; the first line that holds decides. */
function decided(core: CoreRules, subject: Subject, made: number, unattended: boolean): Decided {
  const { category, phase } = subject;
  const retry: string | null = subject.retry; // the taxonomy of another spec may lack some of these words
  if (category === "unknown") return ["stop", "unknown_code"];
  if (!category) return ["stop", "no_outcome"];
  if (phase === "success" || (retry === "none_needed" && phase !== "in_progress"))
    return ["stop", "nothing_to_retry"];
  if (phase === "in_progress" && !subject.challenged) return ["wait", "in_progress"];
  if (retry === "never") return ["stop", "will_fail_again"];
  if (retry === "after_fix") return ["stop", "needs_fix"];
  const alone = unattended ? unaccompanied(core, subject, category) : null;
  return limited(core, subject, category, made) ?? alone ?? again(core, category, retry);
}

function limited(core: CoreRules, subject: Subject, category: Category, made: number): Decided | null {
  const { lockout_risk, outcome_uncertain } = core.categories[category];
  if (movesMoney(core, subject) && outcome_uncertain) return ["check_first", "may_pay_twice"];
  if (lockout_risk && made >= core.retry_policy.attempts_at_risk) return ["stop", "may_lock_account"];
  return made >= core.retry_policy.attempts ? ["stop", "attempts_used_up"] : null;
}

/** Says why a server must not do it alone. */
function unaccompanied(core: CoreRules, subject: Subject, category: Category): Decided | null {
  if (subject.unattended_retry) return null;
  if (core.categories[category].lockout_risk) return ["ask_user", "may_lock_account"];
  return ["ask_user", movesMoney(core, subject) ? "may_pay_twice" : "needs_user"];
}

function again(core: CoreRules, category: Category, retry: string | null): Decided {
  // A pause alone makes it no safer.
  if (retry === "after_delay" && core.categories[category].lockout_risk) return ["ask_user", "may_lock_account"];
  if (retry === "immediate" || retry === "after_delay") return ["retry", "may_retry"];
  const need = retry && NEEDS[retry];
  return need ? ["ask_user", need] : ["stop", "nothing_to_retry"];
}

function movesMoney(core: CoreRules, { operation }: Subject): boolean {
  return operation !== null && core.operations[operation].moves_money;
}

function limitOf(core: CoreRules, { category }: Subject): number {
  const { attempts, attempts_at_risk } = core.retry_policy;
  return category && core.categories[category].lockout_risk ? attempts_at_risk : attempts;
}

function delayOf(
  core: CoreRules,
  decision: Decision,
  retry: string | null,
  made: number,
  asked: number | null,
): number | null {
  if (decision === "wait" || decision === "check_first") return asked;
  if (decision !== "retry" && !(decision === "ask_user" && retry === "after_delay")) return null;
  const { first_delay_s, factor, longest_delay_s } = core.retry_policy;
  const ours = retry === "immediate" ? 0 : Math.min(first_delay_s * factor ** (made - 1), longest_delay_s);
  return Math.max(ours, asked ?? 0);
}

/** Returns whole seconds; null for what is no time to wait. */
function secondsOf(value: unknown): number | null {
  return Number.isFinite(value) && (value as number) >= 0 ? Math.ceil(value as number) + 0 : null;
}

function planned(
  [decision, reason]: Decided,
  delay_s: number | null,
  attempts_left: number,
  unattended: boolean,
  actions: readonly Action[],
): RetryPlan {
  return Object.freeze({
    decision,
    reason,
    delay_s,
    attempts_left,
    unattended,
    actions: Object.freeze([...actions]),
  }) as RetryPlan;
}
