import { record, type Behavior, type Wait } from "./behavior.js";

const WAIT = ["min_delay_s", "max_attempts", "poll_s", "deadline_s", "until", "then"] as const;

/** A wait as a row of its fields. */
export type WaitRow = readonly [
  min_delay_s: number | null,
  max_attempts: number | null,
  poll_s: number | null,
  deadline_s: number | null,
  until: Wait["until"],
  then: Wait["then"],
];
/** What plans need of a behavior besides, as a row; without a wait if there is none. */
export type PlannedRow = readonly [
  situation: Behavior["situation"],
  operation: Behavior["operation"],
  effect: Behavior["effect"],
  unattended_if_read: boolean,
  confidence: Behavior["confidence"],
  wait?: WaitRow | null,
  scope?: Behavior["scope"],
  suspension_risk?: boolean,
];

/** What plans need of a code, beside what lookups of behavior give. */
export interface Planned {
  readonly situation: Behavior["situation"];
  readonly operation: Behavior["operation"] | null;
  readonly effect: Behavior["effect"] | null;
  readonly unattended_if_read: boolean | null;
  readonly confidence: Behavior["confidence"] | null;
  readonly wait: Wait | null;
  readonly scope: Behavior["scope"];
  readonly suspension_risk: boolean | null;
}

/** Finds what plans need of any value of one vocabulary; undefined for what is no listed outcome. */
export type PlannedLookup = (value: unknown) => Planned | undefined;

/** Makes the lookup of one vocabulary. */
export function plannedLookup(rows: readonly (readonly [value: string | number, ...row: PlannedRow])[]): PlannedLookup {
  const table = new Map<unknown, PlannedRow>(rows.map(([value, ...row]) => [value, row]));
  return (value) => {
    const row = table.get(value);
    return row && plannedOf(row);
  };
}

/** Reads a row. */
export function plannedOf([situation, operation, effect, unattended_if_read, confidence, row, ...rare]: PlannedRow): Planned {
  const [scope = null, suspension_risk = false] = rare;
  const wait = row ? (record(WAIT, row) as Wait) : null;
  return { situation, operation, effect, unattended_if_read, confidence, wait, scope, suspension_risk };
}

/** What is said of a value that is no listed outcome. */
export function unplanned(unattended_if_read: false | null): Planned {
  const suspension_risk = unattended_if_read; // what is false of an unlisted value is null of what is no outcome
  return { situation: null, operation: null, effect: null, unattended_if_read, confidence: null, wait: null, scope: null, suspension_risk };
}

/** The lookup of a vocabulary that has no outcomes. */
export function noPlanned(): undefined {
  return undefined;
}
