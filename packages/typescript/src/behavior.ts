import type {
  Action,
  Actor,
  Category,
  Challenge,
  Effect,
  Ends,
  Operation,
  Phase,
  RetryMode,
  Scope,
  Severity,
  Situation,
} from "./taxonomy.js";
import { UNLISTED } from "./taxonomy.js";

/** How sure a statement is. H: the source states it. M: it follows from name and text. L: a person decided. */
export type Confidence = "H" | "M" | "L";

/** How long to pause, how often to try, and when to stop waiting; times in seconds, null where nothing is said. */
export interface Wait {
  /** The least pause before the next attempt. */
  readonly min_delay_s: number | null;
  /** Attempts in all, the first one included. */
  readonly max_attempts: number | null;
  /** The time between two looks at the state while waiting. */
  readonly poll_s: number | null;
  /** When to stop waiting. */
  readonly deadline_s: number | null;
  /** Ids of the events and payloads that end the wait. */
  readonly until: readonly string[];
  /** What to do when the deadline passes. */
  readonly then: Action | null;
}

/** What a program may branch on. The fields have the same names as in the spec. */
export interface Behavior {
  /** What happened, in a word that is the same at every provider. */
  readonly situation: Situation | null;
  /** What happened, in one of few words. */
  readonly category: Exclude<Category, "unknown">;
  /** Who must act. */
  readonly actor: Actor;
  /** What to do; the first is the primary one, the rest are fallbacks. */
  readonly actions: readonly [Action, ...Action[]];
  /** When another attempt makes sense. */
  readonly retry: RetryMode;
  /** Whether a server may try again with no user present. */
  readonly unattended_retry: boolean;
  /** Whether it may where the operation only reads. */
  readonly unattended_if_read: boolean;
  readonly phase: Phase;
  /** What is over: nothing, the session, or the connection itself. */
  readonly ends: Ends;
  readonly severity: Severity;
  /** What the user is asked for; null when there is no challenge. */
  readonly challenge: Challenge | null;
  /** Whether only a part of what was asked for succeeded. */
  readonly partial: boolean;
  /** How much is affected, where that is less, or more, than what was asked for. */
  readonly scope: Scope | null;
  /** Whether each such failure counts toward a suspension by the provider. */
  readonly suspension_risk: boolean;
  readonly operation: Operation;
  /** What doing it again would do. */
  readonly effect: Effect;
  readonly wait: Wait | null;
  /** How sure this classification is. */
  readonly confidence: Confidence;
}

/** The fields that are null where nothing is known, or where there is nothing to say. */
export interface Undecided {
  readonly situation: null;
  readonly retry: null;
  readonly phase: null;
  readonly ends: null;
  readonly severity: null;
  readonly challenge: null;
  readonly partial: null;
  readonly scope: null;
  readonly operation: null;
  readonly effect: null;
  readonly wait: null;
  readonly confidence: null;
}

/** Behavior of a value that the spec does not list: known is only who can find out more. */
export interface UnlistedBehavior extends Undecided {
  readonly category: "unknown";
  readonly actor: Actor;
  readonly actions: readonly [Action, ...Action[]];
  readonly unattended_retry: false;
  readonly unattended_if_read: false;
  readonly suspension_risk: false;
}

/** What only plans need, and the tables of plans have: a page that looks at the action alone does not load it. */
type Planned =
  | "situation"
  | "operation"
  | "effect"
  | "unattended_if_read"
  | "confidence"
  | "wait"
  | "scope"
  | "suspension_risk";
/** What a lookup finds of a listed outcome: all but what plans need, which `info` and `plan` add. */
export type BriefBehavior = Omit<Behavior, Planned>;
/** What a lookup finds of a value that the spec does not list. */
export type BriefUnlisted = Omit<UnlistedBehavior, Planned>;
/** What a lookup finds of a listed value that is no outcome. */
export type BriefMember = Omit<NoBehavior, Planned>;

/** No actions, as a list that may be asked for one: of an empty tuple, `includes("reconnect")` does not compile. */
export type NoActions = readonly Action[] & { readonly length: 0; readonly 0?: undefined };

/** Behavior of a listed value that is no outcome, such as a step or the name of a method. */
export interface NoBehavior extends Undecided {
  readonly category: null;
  readonly actor: null;
  readonly actions: NoActions;
  readonly unattended_retry: null;
  readonly unattended_if_read: null;
  readonly suspension_risk: null;
}

/** Gives the behavior of any wire value of one vocabulary; never throws. */
export type BehaviorLookup<B extends BriefBehavior | BriefMember = BriefBehavior> = (
  value: unknown,
) => B | BriefUnlisted;

/** A behavior as a row: a table is smaller than as many objects. */
export type BehaviorRow = readonly [
  category: Behavior["category"],
  actor: Behavior["actor"],
  actions: Behavior["actions"],
  retry: Behavior["retry"],
  phase: Behavior["phase"],
  ends: Behavior["ends"],
  severity: Behavior["severity"],
  challenge: Behavior["challenge"],
  unattended_retry: boolean,
  partial: boolean,
];
/** The names of its fields. */
const FIELDS = /* @__PURE__ */ "category actor actions retry phase ends severity challenge unattended_retry partial".split(" ");

type Row = readonly [value: string | number, ...behavior: BehaviorRow];

/** Makes an object of a row; what the row lacks is null. */
export function record(names: readonly string[], cells: readonly unknown[]): object {
  return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null]));
}

/** Reads a row. */
export function behaviorOf(cells: BehaviorRow): BriefBehavior {
  return record(FIELDS, cells) as BriefBehavior;
}

/** The behavior of every value that is not listed. */
export const UNLISTED_BEHAVIOR = /* @__PURE__ */ Object.freeze({
  .../* @__PURE__ */ record(FIELDS, []),
  ...UNLISTED,
  unattended_retry: false,
}) as unknown as BriefUnlisted;

/** The behavior of every listed value that is no outcome. */
const NO_BEHAVIOR = /* @__PURE__ */ Object.freeze(record(FIELDS, [null, null, []])) as unknown as BriefMember;

/**
 * Makes the lookup of one vocabulary. What only the guard knows is no outcome; there is none where all are outcomes.
 * A Map, so that inherited names such as `constructor` find nothing.
 */
export function behaviorLookup<B extends BriefBehavior | BriefMember = BriefBehavior>(
  outcomes: readonly Row[],
  isListed?: (value: unknown) => boolean,
): BehaviorLookup<B> {
  const table = new Map<unknown, object>(outcomes.map(([value, ...cells]) => [value, record(FIELDS, cells)]));
  return (value) => (table.get(value) ?? (isListed?.(value) ? NO_BEHAVIOR : UNLISTED_BEHAVIOR)) as B;
}

/** The lookup of a vocabulary that has no outcomes. */
export function noBehavior(): BriefMember {
  return NO_BEHAVIOR;
}
