import type { Confidence } from "./behavior.js";
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

/** A range of HTTP statuses, both ends included, and what one of them says when nothing else is known. */
interface HttpFallback {
  readonly first: number;
  readonly last: number;
  readonly category: Category;
}

/** What is known of a code of which nothing but the category is known. */
interface CategoryRules {
  readonly actor: Actor;
  readonly actions: readonly Action[];
  readonly retry: RetryMode | null;
  readonly phase: Phase | null;
  readonly severity: Severity | null;
  readonly lockout_risk: boolean;
  readonly outcome_uncertain: boolean;
}

/** What holds for all providers. */
export interface CoreRules {
  readonly categories: Readonly<Record<Category, CategoryRules>>;
  readonly ranks: Readonly<Record<Actor, number>>;
  readonly operations: Readonly<
    Record<Operation, { readonly moves_money: boolean; readonly user_absent: boolean }>
  >;
  readonly user_absent: {
    readonly actions: Readonly<Partial<Record<Action, Action>>>;
    readonly retry: Readonly<Partial<Record<RetryMode, RetryMode>>>;
  };
  readonly http_fallbacks: readonly HttpFallback[];
  readonly retry_policy: {
    readonly first_delay_s: number;
    readonly factor: number;
    readonly longest_delay_s: number;
    readonly attempts: number;
    readonly attempts_at_risk: number;
  };
}

/** The behavior of a listed value. */
export interface BehaviorRules {
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
  readonly confidence: Confidence;
}

/** A text that an API sends; where parts of it differ from case to case, the parts that stay the same. */
export type MessageRule = string | readonly string[];

/** What a value, one of its meanings, or its absence says. `behavior` and `source` are names. */
export interface MeaningRules {
  readonly summary: string;
  readonly behavior?: string;
  readonly source?: string;
  readonly flags?: readonly FlagId[];
  readonly messages?: readonly MessageRule[];
  readonly http?: readonly number[];
}

/** How an attempt stands, where the phase says too little. */
export type OwnVerdict = "closed_by_host" | "handed_to_bank";

/** One of several meanings of a value. */
export interface ContextRules extends MeaningRules {
  readonly id: string;
  readonly operations?: readonly Operation[];
  readonly verdict?: OwnVerdict;
}

/** A listed value; `name` is left out where it is the value itself. */
export interface CodeRules extends MeaningRules {
  readonly value: string | number;
  readonly name?: string;
  readonly verdict?: OwnVerdict;
  readonly names_operation?: Operation;
  readonly contexts?: readonly ContextRules[];
  readonly default_context?: string;
}

/** The keys to a field; `*` stands for every item of an array and every value of a map. */
export type Path = readonly string[];

/** What a field is to the payload as a whole. */
export type Role = "outcome" | "detail" | "step" | "message" | "http_status" | "time";

/** How to recognize and read one payload. */
export interface PayloadRules {
  readonly id: string;
  readonly channel: Channel;
  readonly shape: "known" | "envelope";
  readonly signs: readonly { readonly path: Path; readonly equals?: unknown }[];
  readonly fields: readonly string[];
  readonly codes: readonly { readonly path: Path; readonly vocabularies: readonly string[] }[];
  readonly roles: readonly { readonly path: Path; readonly role: Role }[];
  readonly event_id?: Path;
}

/** How a payload arrives. */
export type Channel = "callback" | "post_message" | "http_response" | "webhook";

/** All rules of one provider. */
export interface ProviderRules {
  readonly id: string;
  readonly name: string;
  readonly behaviors: Readonly<Record<string, BehaviorRules>>;
  /** Addresses by the ids of the sources. */
  readonly sources: Readonly<Record<string, string>>;
  readonly vocabularies: readonly {
    readonly id: string;
    readonly absent?: MeaningRules;
    readonly codes: readonly CodeRules[];
  }[];
  readonly payloads: readonly PayloadRules[];
}
