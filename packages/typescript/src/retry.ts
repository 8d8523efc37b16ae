import { attemptsOf, pauseOf, secondsOf, truthOf } from "./attempts.js";
import type { Wait } from "./behavior.js";
import type { Careful, Operations } from "./operation.js";
import type { Given, GivenOptions } from "./given.js";
import { givenBy } from "./given.js";
import { isUncertain, type Outcome } from "./outcome.js";
import type { DecisionRules, PlanningRules } from "./rulebook.js";
import { isArray, optionsOf, own, textOf, wordOf } from "./safely.js";
import { sentenceOf } from "./sentence.js";
import { reader } from "./tables.js";
import type { Action, Operation, RetryMode, Scope, Situation } from "./taxonomy.js";
import { valuesAt } from "./values.js";
import type { Connection, Decision, Delays, Reason } from "./words.js";

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
  /** What to do; the first goes with the decision. */
  readonly actions: readonly Action[];
  /** Seconds to add at random, at most, so that clients do not return all at once. */
  readonly jitter_s: number;
  /** Seconds between two looks at the state while waiting. */
  readonly poll_s: number | null;
  /** Seconds after which to stop waiting. */
  readonly deadline_s: number | null;
  /** Ids of the events and payloads that end the wait. */
  readonly until: readonly string[];
  /** What to do when the deadline passes. */
  readonly then: Action | null;
  /** The plan in one sentence, for support agents. */
  readonly sentence: string;
  /** Names of the options that were passed and could not be used, such as an operation that is not listed. */
  readonly ignored: readonly string[];
  /** What the connection is now. */
  readonly connection: Connection;
}

/** What is known about the attempts so far, and about an input that is yet to be read. */
export interface RetryOptions extends GivenOptions {
  /** How many there were in the session, the failed one included; 1 by default. What cannot be read is used up. */
  readonly attempts?: number | string | null | undefined;
  /** Whether a server asks, with no user present; anything true counts. */
  readonly unattended?: boolean | null | undefined;
  /** What you were doing: it rules out a payment where the payload cannot, and else only adds care. */
  readonly operation?: Operation | null | undefined;
  /** What the provider asked for: seconds, or the HTTP date of a `Retry-After` header. */
  readonly retry_after_s?: number | string | null | undefined;
}

/** What a plan depends on. */
type Subject = Careful & {
  readonly partial: boolean;
  readonly sure: boolean;
  readonly suspension_risk: boolean;
  readonly wait: Wait | null;
};
type Facts = Readonly<Record<string, string | boolean | null>>;

const NOTHING: Facts = { classified: false };

/** Makes `planRetry` from the rules; `judge` reads what is neither a classification nor a result with one. */
export function planner(
  core: PlanningRules,
  { during, connectionAfter }: Operations,
  judge: (input: unknown, options?: GivenOptions) => Outcome | undefined,
): (subject: unknown, options?: RetryOptions) => RetryPlan {
  const rowOf = reader(core.tables.retry);
  return (input, options) => {
    const known = optionsOf(options, readOptions);
    const { attempts, unattended, operation, retry_after_s } = known;
    const [item, whole] = classificationIn(input, (anything) => judge(anything, known));
    const found = subjectOf(core, item);
    const doing = wordOf(core.operations, operation) ?? wordOf(core.operations, own(own(whole, "given"), "operation"));
    const subject = found && during(found, doing);
    const limit = limitOf(core, subject);
    const made = attemptsOf(attempts) ?? limit;
    const asked = secondsOf(retry_after_s);
    const row = rowOf(subject ? factsOf(core, subject, truthOf(unattended), made >= limit) : NOTHING);
    // What was read says "unknown" where its parts disagree about the connection.
    const isAgreed = own(whole, "connection") === own(own(whole, "head"), "connection");
    const connection = subject && isAgreed ? connectionAfter(subject) : "unknown";
    const lost = lostOf(whole, givenBy(core, known), (retry_after_s ?? null) !== null && asked === null);
    return planOf(core, row, subject, { made, left: Math.max(limit - made, 0), asked, lost, connection });
  };
}

/** What a plan takes over from what was asked. */
interface Attempt extends Pick<RetryPlan, "connection"> {
  readonly made: number;
  readonly left: number;
  readonly asked: number | null;
  readonly lost: readonly string[];
}

function planOf(
  core: PlanningRules,
  { decision, reason, first = null, takes_next }: PlanningRules["tables"]["retry"][number],
  subject: Subject | null,
  { made, left, asked, lost, connection }: Attempt,
): RetryPlan {
  const rules = core.tables.decisions[decision];
  const delay_s = delayOf(core, rules, subject, made, asked);
  const attempts_left = rules.counts_attempts ? left : 0;
  const listed = subject?.actions ?? [];
  const actions = actionsOf(first, takes_next ? listed.slice(1) : listed);
  const { poll_s, deadline_s, until, then } = looksOf(core, decision, subject);
  const said = { actions, delay: delay_s, left: attempts_left, poll: poll_s, deadline: deadline_s, then };
  return Object.freeze({
    decision,
    reason,
    delay_s,
    attempts_left,
    unattended: mayGoAlone(rules, subject),
    actions: Object.freeze(actions),
    jitter_s: decision === "retry" ? Math.floor(((delay_s ?? 0) * core.retry_policy.jitter_percent) / 100) : 0,
    poll_s,
    deadline_s,
    until: Object.freeze([...until]),
    then,
    sentence: sentenceOf(core, rules.sentence, said),
    ignored: Object.freeze(lost),
    connection,
  }) as RetryPlan;
}

type Looks = Pick<Wait, "poll_s" | "deadline_s" | "until" | "then">;
const NO_LOOKS: Looks = { poll_s: null, deadline_s: null, until: [], then: null };

/** When to look again, and when to stop; what is looked up after a pause ends as waits do. */
function looksOf({ pauses, retry_policy }: PlanningRules, decision: string, subject: Subject | null): Looks {
  const wait = subject?.wait ?? null;
  const isLookedUp = decision === "check_first" && wait !== null && pauses.includes(subject!.retry!);
  if (decision !== "wait" && !isLookedUp) return NO_LOOKS;
  const then = isLookedUp ? null : (wait?.then ?? null);
  return {
    poll_s: (wait?.poll_s || (isLookedUp && wait.min_delay_s)) || null,
    deadline_s: wait?.deadline_s || (then ? null : retry_policy.next_run_s),
    until: wait?.until ?? [],
    then: then ?? retry_policy.next_run_then,
  };
}

function readOptions(options: RetryOptions): RetryOptions {
  const { attempts, unattended, operation, retry_after_s, provider, payload, http_status } = options;
  return { attempts, unattended, operation, retry_after_s, provider, payload, http_status };
}

/**
 * Finds the classification that counts, which is the input itself, what an outcome is because of, or the head; and what
 * was said when it was read.
 */
function classificationIn(input: unknown, judge: (input: unknown) => unknown): [item: unknown, whole: unknown] {
  if (textOf(own(input, "matched_by"))) return [input, null];
  if (isArray(own(input, "classifications"))) return [own(input, "head"), input];
  const outcome = own(input, "decoded") === undefined ? judge(input) : input;
  const decoded = own(outcome, "decoded");
  return [own(outcome, "because") ?? own(decoded, "head"), decoded];
}

/** Returns the names of what was passed, when it was read or now, and could not be used. */
function lostOf(whole: unknown, { ignored }: Given, isPauseLost: boolean): readonly string[] {
  const before = valuesAt(whole, ["given", "ignored", "*"]).flatMap(({ value }) => textOf(value) ?? []);
  return [...new Set([...before, ...ignored, ...(isPauseLost ? ["retry_after_s"] : [])])];
}

/** Takes over the words that the taxonomy knows, since anyone may have made the input. */
function subjectOf(core: PlanningRules, input: unknown): Subject | null {
  if (typeof input !== "object" || !input) return null;
  const text = (name: string): string | null => textOf(own(input, name));
  const actions = valuesAt(input, ["actions", "*"]).map(({ value }) => wordOf(core.actions, value));
  return {
    provider: text("provider"),
    vocabulary: text("vocabulary"),
    situation: text("situation") as Situation | null,
    category: wordOf(core.categories, text("category")),
    retry: text("retry") as RetryMode | null,
    phase: text("phase"),
    ends: text("ends"),
    scope: text("scope") as Scope | null,
    actor: text("actor"),
    partial: own(input, "partial") === true,
    suspension_risk: own(input, "suspension_risk") === true,
    sure: own(input, "known") === true && text("confidence") !== "L",
    operation: wordOf(core.operations, text("operation")),
    effect: core.effects.find((effect) => effect === text("effect")) ?? null,
    unattended_retry: own(input, "unattended_retry") === true,
    unattended_if_read: own(input, "unattended_if_read") === true,
    wait: waitOf(core, own(input, "wait")),
    actions: actions.filter((action) => action !== null),
  };
}

function waitOf(core: PlanningRules, wait: unknown): Wait | null {
  if (typeof wait !== "object" || !wait) return null;
  const seconds = (name: string): number | null => pauseOf(own(wait, name));
  return {
    min_delay_s: seconds("min_delay_s"),
    max_attempts: attemptsOf(own(wait, "max_attempts") ?? ""),
    poll_s: seconds("poll_s"),
    deadline_s: seconds("deadline_s"),
    until: valuesAt(wait, ["until", "*"]).flatMap(({ value }) => textOf(value) ?? []),
    then: wordOf(core.actions, own(wait, "then")),
  };
}

/** Returns what to do: first what the decision asks for, then the rest of the code's own actions. */
function actionsOf(first: Action | null, own: readonly Action[]): readonly Action[] {
  return first ? [first, ...own.filter((action) => action !== first && action !== "none")] : own;
}

/** What the plan depends on; `RetryWhen` of the spec says what each means. */
function factsOf(core: PlanningRules, subject: Subject, unattended: boolean, attempts_used_up: boolean): Facts {
  const { effect, situation, operation } = subject;
  const leads = (place: number): string | null => {
    const action = subject.actions[place];
    return action ? core.actions[action].decision : null;
  };
  return {
    ...(subject as unknown as Facts),
    classified: true,
    first: leads(0),
    next: leads(1),
    envelope: core.envelopes.includes(situation!),
    stored: effect === "read" && operation !== null && !!core.operations[operation].stored,
    unattended,
    outcome_uncertain: isUncertain(core, subject),
    lockout_risk: mayLock(core, subject),
    attempts_used_up,
  };
}

/** Whether another attempt counts toward a lock-out: by its category, or because it signs in. */
function mayLock({ categories }: PlanningRules, { category, effect }: Subject): boolean {
  return (category !== null && !!categories[category].lockout_risk) || effect === "sign_in";
}

/** Returns how many attempts there may be in all: the least that anything allows. */
function limitOf(core: PlanningRules, subject: Subject | null): number {
  const { attempts, attempts_at_risk, attempts_ordering } = core.retry_policy;
  if (!subject) return attempts;
  return Math.min(
    attempts,
    mayLock(core, subject) || subject.suspension_risk ? attempts_at_risk : attempts,
    subject.effect === "order" ? attempts_ordering : attempts,
    subject.wait?.max_attempts ?? attempts,
  );
}

function mayGoAlone({ unattended }: DecisionRules, subject: Subject | null): boolean {
  if (!subject || unattended === "always" || unattended === "never") return unattended === "always";
  return unattended === "if_allowed" ? subject.unattended_retry : subject.effect === "read";
}

function delayOf(
  { pauses, retry_policy }: PlanningRules,
  { delay }: DecisionRules,
  subject: Subject | null,
  made: number,
  asked: number | null,
): number | null {
  if (delay === "if_asked") return asked;
  const mayPause = !!subject?.retry && pauses.includes(subject.retry);
  if (delay === "never" || (delay === "after_pause" && !mayPause)) return null;
  const { first_delay_s, factor, longest_delay_s } = retry_policy;
  const least = subject?.wait?.min_delay_s ?? first_delay_s;
  const ours = Math.min(least * factor ** Math.min(made - 1, 64), Math.max(longest_delay_s, least));
  return Math.max(mayPause ? ours : 0, asked ?? 0);
}
