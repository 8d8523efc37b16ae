import type { Behavior, BehaviorRow, NoBehavior, UnlistedBehavior } from "./behavior.js";
import type { BriefBehavior, BriefMember, BriefUnlisted } from "./behavior.js";
import { behaviorOf, UNLISTED_BEHAVIOR } from "./behavior.js";
import { type Planned, type PlannedLookup, type PlannedRow, plannedOf, unplanned } from "./situation.js";
import type { FlagId, Operation, Stability } from "./taxonomy.js";
import type { OwnVerdict } from "./words.js";

/** A document that facts were taken from. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** The day it was read, as YYYY-MM-DD. */
  readonly retrieved: string;
}

/** An HTTP status that sources name; sources may disagree. */
export interface HttpStatusFact {
  readonly status: number;
  /** Ids of the sources that say so. */
  readonly sources: readonly string[];
  /** Whether an answer that has this status and no known code means the same. */
  readonly alone?: true;
}

/** A literal text that the API sends beside a code. Never branch on it. */
export interface WireMessage {
  readonly text: string;
  /** Parts of the text that replace what differs from case to case. */
  readonly placeholders: readonly string[];
  readonly sources: readonly string[];
}

/** Something to know before trusting an entry. */
export interface Flag {
  readonly id: FlagId;
  readonly note: string;
}

/** Why something should no longer be used, and what to use instead. */
export interface Deprecated {
  readonly reason: "renamed" | "obsoleted" | "uncategorized";
  readonly since?: string;
  /** Name of the code to use instead. */
  readonly replaced_by?: string;
  readonly note?: string;
  readonly except_platforms?: readonly string[];
}

/** What a version of this package changed of a code. */
export interface Changed {
  readonly version: string;
  /** Kinds of change, such as "retry-loosened"; the page `change-rules` of the site says what each is. */
  readonly changes: readonly string[];
}

/** What is known about one meaning of a value. Texts are plain; `backticks` in them mark literals. */
export interface Facts {
  readonly summary: string;
  readonly description: string | null;
  readonly http_status: readonly HttpStatusFact[];
  readonly wire_messages: readonly WireMessage[];
  readonly causes: readonly string[];
  readonly fixes: readonly string[];
  /** How to provoke it in the provider's sandbox. */
  readonly reproduce: readonly string[];
  readonly flags: readonly Flag[];
  readonly sources: readonly Source[];
  /** What speaks for or against the classification. */
  readonly behavior_note: string | null;
}

/** One of several meanings of a value, and how to distinguish it. */
export interface ContextInfo extends Facts, Behavior {
  readonly id: string;
  readonly recognize: string;
  /** The operations during which it is this one that is meant. */
  readonly operations: readonly Operation[];
}

/** What it means when the field that would carry a code is not there. */
export interface AbsentInfo extends Facts, Behavior {}

interface Common extends Facts {
  readonly vocabulary: string;
  readonly regions: readonly string[];
  readonly platforms: readonly string[];
  /** Names of codes of the same vocabulary that mean the same. */
  readonly synonyms: readonly string[];
  /** Each later version that changed what a program notices of it, the oldest first. */
  readonly changed_in: readonly Changed[];
  readonly deprecated: Deprecated | null;
  /** The version of this package that first called it deprecated. */
  readonly deprecated_in: string | null;
  /** The meanings, where the value has several; the fields beside are those of `default_context`. */
  readonly contexts: readonly ContextInfo[];
  readonly default_context: string | null;
  /** Ids of codes of other vocabularies that have the same value. */
  readonly same_value: readonly string[];
  /** The state of an attempt that has it as outcome, where its phase says too little. */
  readonly verdict: OwnVerdict | null;
  /** What is being done where it appears, for a value that is no outcome. */
  readonly names_operation: Operation | null;
}

interface Listed<T> extends Common {
  readonly known: true;
  /** `vocabulary#NAME`, unique in the whole spec. */
  readonly id: string;
  readonly name: string;
  readonly value: T;
  readonly stability: Stability;
  readonly since: string;
  /** Path of its page on the reference site, without suffix. */
  readonly page: string;
}

/** A listed value that reports an outcome. */
export interface OutcomeInfo<T = string | number> extends Listed<T>, Behavior {}

/** A listed value that is no outcome, such as a step or the name of a method. */
export interface MemberInfo<T = string | number> extends Listed<T>, NoBehavior {}

/** A value that the spec does not list; `value` is what came, untouched. */
export interface UnlistedInfo extends Common, UnlistedBehavior {
  readonly known: false;
  readonly id: null;
  readonly name: null;
  readonly value: unknown;
  readonly stability: null;
  readonly since: null;
  readonly page: null;
}

/** All that is known about a wire value. */
export type CodeInfo<T = string | number> = OutcomeInfo<T> | MemberInfo<T> | UnlistedInfo;

/** Explains any wire value of one vocabulary; never throws. */
export type InfoLookup<I extends OutcomeInfo | MemberInfo> = (value: unknown) => I | UnlistedInfo;

/* What is in the providers' modules: the same without the empty parts, and without what follows from the rest. */
type SparseFacts = Pick<Facts, "summary"> & Partial<Facts>;
type SparseMeaning = SparseFacts & {
  readonly behavior: BehaviorRow;
  readonly planned: PlannedRow;
};
type SparseContext = SparseMeaning & Pick<ContextInfo, "id" | "recognize"> & Partial<Pick<ContextInfo, "operations">>;
/** What a code has where it says nothing else. */
type Usual = Partial<Pick<OutcomeInfo, "stability" | "since">>;
type SparseCode = SparseFacts &
  Partial<Omit<Common, "contexts">> &
  Pick<OutcomeInfo, "name"> &
  Usual &
  Partial<Pick<OutcomeInfo, "value" | "page">> & { readonly contexts?: readonly SparseContext[] };

const NO_FACTS = {
  description: null,
  http_status: [],
  wire_messages: [],
  causes: [],
  fixes: [],
  reproduce: [],
  flags: [],
  sources: [],
  behavior_note: null,
} as const;

const NOTHING = {
  ...NO_FACTS,
  regions: [],
  platforms: [],
  synonyms: [],
  changed_in: [],
  deprecated: null,
  deprecated_in: null,
  contexts: [],
  default_context: null,
  same_value: [],
  verdict: null,
  names_operation: null,
} as const;

/** Makes the lookup of one vocabulary from its behavior and its facts, untouched until it is asked. */
export function infoLookup<I extends OutcomeInfo | MemberInfo>(
  vocabulary: string,
  behavior: (value: unknown) => BriefBehavior | BriefMember | BriefUnlisted,
  planned: PlannedLookup,
  usual: Usual,
  codes: () => readonly SparseCode[],
): InfoLookup<I> {
  const complete = (code: SparseCode): I => {
    const { name, value = name, contexts = [] } = code;
    return {
      ...NOTHING,
      ...behavior(value),
      ...(planned(value) ?? unplanned(null)),
      ...usual,
      id: `${vocabulary}#${name}`,
      page: `${vocabulary.replace(":", "/")}/${name}`,
      ...code,
      value,
      contexts: contexts.map((context) => ({ operations: [], ...completed(context) })),
      known: true,
      vocabulary,
    } as unknown as I;
  };
  let table: Map<unknown, I> | undefined;
  return (value) => {
    table ??= new Map(codes().map((code) => [code.value ?? code.name, complete(code)]));
    return table.get(value) ?? unlisted(vocabulary, value);
  };
}

/** Completes what is known about an absent code. */
export function absentInfo(facts: SparseMeaning): AbsentInfo {
  return completed(facts);
}

function completed<T extends SparseMeaning>(
  { behavior, planned, ...facts }: T,
): Omit<T, "behavior" | "planned"> & Facts & Behavior {
  return { ...NO_FACTS, ...behaviorOf(behavior), ...(plannedOf(planned) as Behavior), ...facts };
}

function unlisted(vocabulary: string, value: unknown): UnlistedInfo {
  return {
    ...NOTHING,
    ...UNLISTED_BEHAVIOR,
    ...(unplanned(false) as Pick<UnlistedBehavior, keyof Planned>),
    known: false,
    vocabulary,
    id: null,
    name: null,
    value,
    summary: "Not in this version of the spec.",
    stability: null,
    since: null,
    page: null,
  };
}
