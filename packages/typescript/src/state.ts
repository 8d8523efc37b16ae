import type { Classification } from "./classification.js";
import { contentOf, jsonOf, secondsIn } from "./content.js";
import type { Outcome, Verdict } from "./outcome.js";
import { isArray, optionsOf, own } from "./safely.js";

/** An input that was folded in. */
export interface StateEntry {
  /** When it happened, in seconds since 1970; null where that is not known. */
  readonly time: number | null;
  readonly outcome: Outcome;
}

/** How a connection stands after any number of payloads. */
export interface LinkState {
  /** `unknown` at first. */
  readonly verdict: Verdict;
  readonly because: Classification | null;
  readonly step: string | null;
  /** The last failure. */
  readonly error: Classification | null;
  /** False while the error is open; true when it is over or there was none. */
  readonly error_over: boolean;
  /** When the verdict came, in seconds since 1970; null where that is not known. */
  readonly changed_at: number | null;
  /** All inputs, in the order of their times. */
  readonly entries: readonly StateEntry[];
}

/** What is known beside an input. */
export interface StateOptions {
  /** When it came, in seconds since 1970; counts where the payload has no time of its own. */
  readonly at?: number | null | undefined;
}

/** An entry of which the time is known. */
type Timed = StateEntry & { readonly time: number };
type Standing = Omit<LinkState, "entries">;

const MAX_ENTRIES = 1_000;
const START: Standing = {
  verdict: "unknown",
  because: null,
  step: null,
  error: null,
  error_over: true,
  changed_at: null,
};
/** Which verdict comes first where two have the same time: the less final one. */
const FINALITY: Readonly<Record<Verdict, number>> = {
  unknown: 0,
  waiting: 1,
  handed_to_bank: 1,
  failed: 2,
  abandoned: 3,
  closed_by_host: 3,
  succeeded: 4,
};

/** Makes `reduceState`; `judge` reads an input. */
export function reducer(
  judge: (input: unknown) => Outcome,
): (state: unknown, input: unknown, options?: StateOptions) => LinkState {
  const made = new WeakSet<LinkState>();
  const stateOf = (entries: readonly StateEntry[]): LinkState => {
    const state = folded(entries);
    made.add(state);
    return state;
  };
  return (state, input, options) => {
    const outcome = judge(input);
    const { at } = optionsOf(options, readOptions);
    const time = secondsIn(outcome.decoded.time) ?? (Number.isFinite(at) ? (at as number) : null);
    const entry = Object.freeze({ time, outcome });
    const before = made.has(state as LinkState) ? (state as LinkState) : stateOf(storedEntries(state));
    return isRepeated(before.entries, entry) ? before : stateOf(inserted(before.entries, entry));
  };
}

function readOptions({ at }: StateOptions): StateOptions {
  return { at };
}

/** Returns the entries of a state that was stored as JSON in between; none of anything else. */
function storedEntries(state: unknown): readonly StateEntry[] {
  if (own(state, "error_over") === undefined) return [];
  try {
    // The way through JSON leaves nothing that could refuse to be read later.
    const entries: unknown = JSON.parse(jsonOf(own(state, "entries")));
    return isArray(entries) && entries.every(isEntry) ? entries : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is StateEntry {
  const time = own(value, "time");
  const outcome = own(value, "outcome");
  const verdict = own(outcome, "verdict");
  const isJudged = typeof verdict === "string" && Object.hasOwn(FINALITY, verdict);
  const decoded = own(outcome, "decoded");
  const isTime = time === null || Number.isFinite(time);
  return isTime && isJudged && typeof decoded === "object" && decoded !== null;
}

/** Whether the input came before: a second delivery, or the same message again. */
function isRepeated(entries: readonly StateEntry[], entry: StateEntry): boolean {
  const { provider, event_id } = entry.outcome.decoded;
  const isSameEvent = ({ outcome: { decoded } }: StateEntry): boolean =>
    decoded.provider === provider && decoded.event_id === event_id;
  if (event_id !== null) return entries.some(isSameEvent);
  const others = entry.time === null ? entries.slice(-1) : entries.filter(({ time }) => time === entry.time);
  return others.some((other) => contentOf(other) === contentOf(entry));
}

function inserted(entries: readonly StateEntry[], entry: StateEntry): readonly StateEntry[] {
  const place = isTimed(entry) ? placeOf(entries, entry) : entries.length;
  return [...entries.slice(0, place), entry, ...entries.slice(place)].slice(-MAX_ENTRIES);
}

/** Finds the place of an entry; those without a time stay right behind what they came after. */
function placeOf(entries: readonly StateEntry[], entry: Timed): number {
  let latest = -Infinity;
  const later = entries.findIndex((other) => {
    if (!isTimed(other)) return latest >= entry.time;
    latest = other.time;
    return isLater(other, entry);
  });
  return later < 0 ? entries.length : later;
}

function isTimed(entry: StateEntry): entry is Timed {
  return entry.time !== null;
}

function isLater(left: Timed, right: Timed): boolean {
  if (left.time !== right.time) return left.time > right.time;
  const finality = FINALITY[left.outcome.verdict] - FINALITY[right.outcome.verdict];
  return finality === 0 ? contentOf(left) > contentOf(right) : finality > 0;
}

function folded(entries: readonly StateEntry[]): LinkState {
  return Object.freeze({ ...entries.reduce(followed, START), entries: Object.freeze(entries) });
}

/** Returns how things stand after one more entry. */
function followed(before: Standing, { time, outcome }: StateEntry): Standing {
  const { verdict, because, step } = outcome;
  if (verdict === "unknown") return before;
  const phase: string | null | undefined = because?.phase;
  const isFailure = verdict === "failed" || (isGoingOn(verdict) && phase === "failure");
  return {
    verdict,
    because,
    step,
    error: isFailure ? because : before.error,
    error_over: !isFailure && (before.error_over || ends(before.error, outcome)),
    changed_at: time,
  };
}

function isGoingOn(verdict: Verdict): boolean {
  return FINALITY[verdict] === FINALITY.waiting;
}

/** Whether an error is over with this outcome. */
function ends(error: Classification | null, { verdict, because }: Outcome): boolean {
  const isSuccess = verdict === "succeeded";
  const over: string | null | undefined = error?.ends;
  const goesOn = isGoingOn(verdict) && over !== "connection";
  return (isSuccess || goesOn) && isSameOperation(error, because);
}

function isSameOperation(left: Classification | null, right: Classification | null): boolean {
  const operations = [left, right].map((item) => item?.operation ?? "generic");
  return operations.includes("generic") || operations[0] === operations[1];
}
