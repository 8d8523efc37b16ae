import type { Provider, Vocabulary } from "./index.js";
import type { Confidence, Wait } from "./behavior.js";
import type {
  Action,
  Actor,
  Category,
  Challenge,
  Effect,
  Ends,
  FlagId,
  Operation,
  Phase,
  RetryMode,
  Scope,
  Severity,
  Situation,
} from "./taxonomy.js";
import type { Row } from "./tables.js";
import type { Connection, Decision, OwnVerdict, Reason, Verdict } from "./words.js";

/** A range of HTTP statuses, both ends included, and what one of them says when nothing else is known. */
interface HttpFallback {
  readonly first: number;
  readonly last: number;
  readonly behavior: BehaviorRules;
}

/** What may be wrong with another attempt, whichever code asks for it. */
interface CategoryRules {
  readonly lockout_risk?: true;
  readonly outcome_uncertain?: true;
}

/** What follows from an operation, whichever provider it is. */
export interface OperatingRules {
  readonly operations: Readonly<
    Record<
      Operation,
      {
        readonly effect?: Effect;
        readonly user_absent?: true;
        /** Whether it is about a connection that is stored, so that the next scheduled run does it again. */
        readonly stored?: true;
        /** The operations whose failures are over once it succeeds, beside its own. */
        readonly restores?: readonly Operation[];
      }
    >
  >;
  /** What doing an operation again may do, the gravest last. */
  readonly effects: readonly Effect[];
  readonly user_absent: {
    readonly actions: Readonly<Partial<Record<Action, Action>>>;
    readonly retry: Readonly<Partial<Record<RetryMode, RetryMode>>>;
  };
  readonly tables: OperatingTables;
}

/** What is said of what is not listed. */
export interface Fallbacks {
  /** Who must do what about a value that is not listed. */
  readonly unlisted: { readonly actor: Actor; readonly actions: readonly Action[] };
  readonly http_fallbacks: readonly HttpFallback[];
}

/** What plans depend on, whichever provider it is. */
export interface PlanningRules extends OperatingRules {
  readonly categories: Readonly<Record<Category, CategoryRules>>;
  /** The situations that only point to another field. */
  readonly envelopes: readonly Situation[];
  /** Situations of which it is certain what was done, although their category leaves it open. */
  readonly certain: readonly Situation[];
  readonly actions: Readonly<Record<Action, ActionRules>>;
  readonly retry_policy: {
    readonly first_delay_s: number;
    readonly factor: number;
    readonly longest_delay_s: number;
    readonly attempts: number;
    readonly attempts_at_risk: number;
    readonly attempts_ordering: number;
    readonly jitter_percent: number;
    /** Seconds after which to stop leaving something to the next run, or looking again, where nothing else says. */
    readonly next_run_s: number | null;
    /** What to do then. */
    readonly next_run_then: Action | null;
  };
  /** The retry modes before which time must pass. */
  readonly pauses: readonly RetryMode[];
  readonly tables: PlanningTables;
}

/** What applies to all providers. */
export interface CoreRules extends PlanningRules, Fallbacks {
  /** How many points name a provider, and what counts how many. */
  readonly recognition: Readonly<
    Record<
      | "own_name"
      | "distinctive_value"
      | "compound_value"
      | "distinctive_field"
      | "listed_code"
      | "whole"
      | "whole_fields"
      | "whole_ratio"
      | "least_ratio"
      | "likely"
      | "certain",
      number
    >
  >;
  readonly tables: Tables;
}

/** The decision that goes with an action, and what people are told to do. */
interface ActionRules {
  readonly decision: Decision;
  readonly instruction: string;
}

/** A row of the retry table; `first` takes the place of the code's own first action. */
interface RetryRow extends Row {
  readonly decision: Decision;
  readonly reason: Reason;
  readonly first?: Action | null;
  /** Whether the code's own second action comes first instead. */
  readonly takes_next?: true;
}

/** What operations decide, as tables: of the rows, the first that applies counts. */
interface OperatingTables {
  readonly connection: readonly (Row & { readonly connection: Connection })[];
}

/** What plans decide. */
interface PlanningTables extends OperatingTables {
  readonly retry: readonly RetryRow[];
  readonly decisions: Readonly<Record<Decision, DecisionRules>>;
}

/** What else is decided. */
interface Tables extends PlanningTables {
  readonly verdict: {
    readonly by_phase: readonly (Row & { readonly verdict: Verdict })[];
    readonly of_payload: readonly PayloadRow[];
    /** The phase that each verdict means; null if it decides nothing. */
    readonly phases: Readonly<Record<Verdict, string | null>>;
  };
  readonly head: Readonly<Record<"turn" | "severity" | "phase", readonly Row[]>>;
  readonly finality: readonly Row[];
  /** The later words of a state that do not replace a word for the connection. */
  readonly outlives: Readonly<Partial<Record<Connection, readonly Connection[]>>>;
}

/** What a plan with a decision says. */
export interface DecisionRules {
  readonly delay: "always" | "after_pause" | "if_asked" | "never";
  readonly counts_attempts?: true;
  readonly unattended: "always" | "if_allowed" | "if_read" | "never";
  /** The plan in words; `[...]` stays where all its `{parts}` are known. */
  readonly sentence: string;
}

/** How a payload ended, by its outcome and its detail. */
interface PayloadRow extends Row {
  readonly verdict_of: PartOfPayload;
  readonly because: PartOfPayload;
  readonly contradictory: boolean;
  readonly detail_is_step: boolean;
}

type PartOfPayload = "outcome" | "detail" | "head";

/** The behavior of a listed value. */
export interface BehaviorRules {
  readonly situation: Situation | null;
  readonly category: Category;
  readonly actor: Actor;
  readonly actions: readonly Action[];
  readonly retry: RetryMode;
  readonly unattended_retry: boolean;
  readonly phase: Phase;
  readonly ends: Ends;
  readonly severity: Severity;
  readonly challenge: Challenge | null;
  readonly partial: boolean;
  readonly operation: Operation;
  readonly wait: Partial<Wait> | null;
  readonly confidence: Confidence;
  readonly scope?: Scope | null;
  readonly suspension_risk?: boolean;
}

/** A text that an API sends; where parts of it differ from case to case, the parts that stay the same. */
export type MessageRule = string | readonly string[];

/** What a value, one of its meanings, or its absence says. `behavior` and `source` are places in the provider's lists. */
export interface MeaningRules {
  readonly summary: string;
  readonly behavior?: number;
  readonly source?: number;
  readonly flags?: readonly FlagId[];
  readonly messages?: readonly MessageRule[];
  readonly http?: readonly number[];
  /** The HTTP statuses that mean the same where no code is known. */
  readonly alone?: readonly number[];
}

/** One of several meanings of a value. */
export interface ContextRules extends MeaningRules {
  readonly id: string;
  readonly operations?: readonly Operation[];
  readonly verdict?: OwnVerdict;
  /** Other signs that distinguish it. */
  readonly signs?: readonly {
    readonly message_contains?: string;
    readonly field?: string;
    readonly beside?: string;
    readonly equals?: unknown;
    readonly payload?: string;
  }[];
}

/** A listed value; `name` is left out where it is the value itself. */
export interface CodeRules extends MeaningRules {
  readonly value: string | number;
  readonly name?: string;
  /** Whether any API may send it. */
  readonly plain?: boolean;
  readonly verdict?: OwnVerdict;
  readonly names_operation?: Operation;
  readonly contexts?: readonly ContextRules[];
  readonly default_context?: string;
}

/** The keys to a field; `*` matches every item of an array and every value of a map. */
export type Path = readonly string[];

/** What a field is to the payload as a whole. */
export type Role = "outcome" | "detail" | "step" | "message" | "http_status" | "time" | "ends_at";

/** What a payload may be recognized by; `points` say how much it speaks for the provider. */
export interface Sign extends Mark {
  readonly points?: number;
  /** What must be there as well. */
  readonly also?: readonly Mark[];
}

/** Something a payload shows. */
export interface Mark {
  readonly path: Path;
  readonly equals?: unknown;
}

/** How to recognize and read one payload. */
export interface PayloadRules {
  readonly id: string;
  readonly channel: Channel;
  readonly shape: "known" | "envelope";
  /** What was being done, where everything in it belongs to one operation. */
  readonly operation?: Operation;
  /** Whether it may report on money, where that differs from its vocabularies. */
  readonly money?: Money;
  /** The code that it means by itself, where no code in it says how it ended; and whether fields must be there, or not. */
  readonly means?: {
    readonly path: Path;
    readonly vocabularies: readonly Vocabulary[];
    readonly value: string | number;
    readonly when: readonly (readonly [path: Path, isThere: boolean])[];
  };
  readonly signs: readonly Sign[];
  /** The fields whose names say whose payload it is. */
  readonly marks: readonly { readonly path: Path; readonly points: number }[];
  readonly fields: readonly string[];
  readonly codes: readonly { readonly path: Path; readonly vocabularies: readonly Vocabulary[] }[];
  readonly roles: readonly { readonly path: Path; readonly role: Role }[];
  readonly event_id?: Path;
}

/** Whether values report on operations that move money. */
export type Money = "always" | "maybe" | "never";

/** How a payload arrives. */
export type Channel = "callback" | "post_message" | "http_response" | "webhook";

/** By what the codes of one provider are classified. */
export interface ProviderCodes {
  readonly id: Provider;
  readonly name: string;
  /** What doing an operation again does at this provider, where that is special. */
  readonly operations: Readonly<Partial<Record<Operation, Effect>>>;
  readonly behaviors: readonly BehaviorRules[];
  /** The addresses of the sources. */
  readonly sources: readonly string[];
  readonly vocabularies: readonly {
    readonly id: Vocabulary;
    readonly money?: Money;
    readonly absent?: MeaningRules;
    readonly codes: readonly CodeRules[];
  }[];
}

/** By what its payloads are recognized and read. */
export interface ProviderPayloads {
  readonly payloads: readonly PayloadRules[];
  /** The texts and numbers that bodies ask for, and the greatest length that they ask of a text. */
  readonly bodies: { readonly values: readonly (string | number)[]; readonly min_length: number };
  /** Whether a body is tolerably the payload of an id. */
  readonly fits: (payload: string, body: unknown) => boolean;
}

/** All rules of one provider. */
export interface ProviderRules extends ProviderCodes, ProviderPayloads {}
