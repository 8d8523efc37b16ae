import type { Classification } from "./classification.js";
import { contentOf, secondsIn } from "./content.js";
import type { Decoded } from "./decode.js";
import type { GivenOptions } from "./given.js";
import { hide } from "./hidden.js";
import { isUncertain, type Outcome } from "./outcome.js";
import type { CoreRules } from "./rulebook.js";
import { isArray, optionsOf, own, wordOf } from "./safely.js";
import { finder } from "./tables.js";
import type { Operation } from "./taxonomy.js";
import type { Connection, Verdict } from "./words.js";

/** An input that was folded in. */
export interface StateEntry {
  /** When it happened, in seconds since 1970; null where that is not known. */
  readonly time: number | null;
  readonly outcome: Outcome;
}

/** The state of a connection after any number of payloads. */
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
  /** What the connection is now: the last that an input says of it. */
  readonly connection: Connection;
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
type Status = Omit<LinkState, "entries">;

const MAX_ENTRIES = 1_000;
/** What is written of a stored state at most: with more, the text would hardly fit into a string. */
const MAX_PARTS = 20_000_000;
const START: Status = {
  verdict: "unknown",
  because: null,
  step: null,
  error: null,
  error_over: true,
  changed_at: null,
  connection: "unknown",
};
/** What the tables say of a verdict. */
interface Order {
  /** The phase that each verdict means; null if it decides nothing. */
  readonly phases: Readonly<Record<Verdict, string | null>>;
  readonly core: CoreRules;
  /** Which verdict comes later where two have the same time: the one with the higher number. */
  readonly finality: (verdict: Verdict) => number;
}

function orderOf(core: CoreRules): Order {
  const { tables } = core;
  const { phases } = tables.verdict;
  const find = finder(tables.finality);
  return { phases, core, finality: (verdict) => find({ phase: phases[verdict] }) };
}

/** Makes `reduceState`; `judge` reads an input. */
export function reducer(
  core: CoreRules,
  judge: (input: unknown, options?: GivenOptions) => Outcome,
): (state: unknown, input: unknown, options?: StateOptions) => LinkState {
  const order = orderOf(core);
  const made = new WeakSet<LinkState>();
  const stateOf = (entries: readonly StateEntry[]): LinkState => {
    const state = folded(order, entries);
    made.add(state);
    return state;
  };
  return (state, input, options) => {
    const outcome = judge(input);
    const { at } = optionsOf(options, readOptions);
    const time = secondsIn(outcome.decoded.time) ?? (Number.isFinite(at) ? (at as number) : null);
    const entry = Object.freeze({ time, outcome });
    const before = made.has(state as LinkState) ? (state as LinkState) : stateOf(storedEntries(order, judge, state));
    return isRepeated(before.entries, entry) ? before : stateOf(inserted(order, before.entries, entry));
  };
}

function readOptions({ at }: StateOptions): StateOptions {
  return { at };
}

/**
 * Returns the entries of a state that was stored as JSON in between; none of anything else. What came is read once
 * more, so that newer rules count; of bytes, and where it was not stored (see `withRaw`), what was read then counts.
 */
function storedEntries(
  order: Order,
  judge: (input: unknown, options?: GivenOptions) => Outcome,
  state: unknown,
): readonly StateEntry[] {
  if (own(state, "error_over") === undefined) return [];
  try {
    const all = own(state, "entries");
    const given = isArray(all) ? all.slice(-MAX_ENTRIES) : [];
    if (!given.every((entry) => isEntry(order, entry))) return [];
    // The way through JSON leaves nothing that could refuse to be read later.
    const entries: unknown = JSON.parse(JSON.stringify(given, counter()));
    return isArray(entries) && entries.every((entry) => isEntry(order, entry))
      ? entries.map(({ time, outcome }: StateEntry) => {
          const { raw, source, given } = outcome.decoded;
          const isThere = typeof raw === "string" || (source === "payload" && raw !== undefined);
          return { time, outcome: isThere ? judge(raw, given) : concluded(outcome) };
        })
      : [];
  } catch {
    return [];
  }
}

/** Returns an outcome as it was stored, in which what came is hidden again. */
function concluded(outcome: Outcome): Outcome {
  return Object.freeze({ ...outcome, decoded: decodedBefore(outcome.decoded) });
}

function decodedBefore({ data = null, raw = null, parts, ...shown }: Decoded): Decoded {
  const decoded: Omit<Decoded, "data" | "raw"> = { ...shown, parts: parts.map(decodedBefore) };
  hide(decoded, "data", data);
  hide(decoded, "raw", raw);
  return Object.freeze(decoded) as Decoded;
}

/** Makes what lets every part pass until there are too many: a value that shares its parts has no end. */
function counter(): (key: string, part: unknown) => unknown {
  let parts = 0;
  return (_, part) => {
    if (++parts > MAX_PARTS) throw new RangeError("linkcodes: a state has too many parts");
    return part;
  };
}

function isEntry({ phases }: Order, value: unknown): value is StateEntry {
  const time = own(value, "time");
  const outcome = own(value, "outcome");
  const isJudged = wordOf(phases, own(outcome, "verdict")) !== null;
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

function inserted(
  order: Order,
  entries: readonly StateEntry[],
  entry: StateEntry,
): readonly StateEntry[] {
  const place = isTimed(entry) ? placeOf(order, entries, entry) : entries.length;
  return [...entries.slice(0, place), entry, ...entries.slice(place)].slice(-MAX_ENTRIES);
}

/** Finds the place of an entry; those without a time stay right behind what they came after. */
function placeOf(order: Order, entries: readonly StateEntry[], entry: Timed): number {
  let latest = -Infinity;
  const later = entries.findIndex((other) => {
    if (!isTimed(other)) return latest >= entry.time;
    latest = other.time;
    return isLater(order, other, entry);
  });
  return later < 0 ? entries.length : later;
}

function isTimed(entry: StateEntry): entry is Timed {
  return entry.time !== null;
}

function isLater({ finality }: Order, left: Timed, right: Timed): boolean {
  if (left.time !== right.time) return left.time > right.time;
  const difference = finality(left.outcome.verdict) - finality(right.outcome.verdict);
  return difference === 0 ? contentOf(left) > contentOf(right) : difference > 0;
}

function folded(order: Order, entries: readonly StateEntry[]): LinkState {
  const status = entries.reduce(
    (before, entry) => followed(order, before, entry),
    START,
  );
  return Object.freeze({ ...status, entries: Object.freeze(entries) });
}

/** Returns the state after one more entry. */
function followed(order: Order, before: Status, { time, outcome }: StateEntry): Status {
  const { verdict, because, step, decoded } = outcome;
  const connection = connectionAfter(order.core, before.connection, decoded);
  const verdictPhase = order.phases[verdict];
  if (verdictPhase === null) return { ...before, connection };
  const phase: string | null | undefined = because?.phase;
  const isFailure = verdictPhase === "failure" || (verdictPhase === "in_progress" && phase === "failure");
  return {
    verdict,
    because,
    step,
    error: isFailure ? because : before.error,
    error_over: !isFailure && (before.error_over || ends(order, before.error, because, verdictPhase)),
    changed_at: time,
    connection,
  };
}

/** Returns what is said of the connection last, but for what a graver word outlives. */
function connectionAfter({ tables, operations }: CoreRules, now: Connection, { connection, head }: Decoded): Connection {
  const word = connection ?? "unknown"; // what an earlier version stored says none
  const done = head?.phase === "success" ? head.operation : null;
  const restored: readonly string[] = (done && operations[done].restores) || []; // not every spec has this operation
  const reconnects = restored.includes("connection");
  return word === "unknown" || (tables.outlives[now]?.includes(word) && !reconnects) ? now : word;
}

/** Whether an error is over with this outcome. */
function ends(
  order: Order,
  error: Classification | null,
  because: Classification | null,
  verdictPhase: string,
): boolean {
  const over: string | null | undefined = error?.ends;
  const continues = verdictPhase === "in_progress" && over !== "connection";
  return (verdictPhase === "success" || continues) && restores(order, because, error);
}

/**
 * Whether what succeeded, or began again, settles an error. A success of which nothing says what was done never closes
 * an error that moved money or ended something.
 */
function restores(
  { core }: Order,
  success: Classification | null,
  error: Classification | null,
): boolean {
  if (success && success.provider !== error?.provider) return false;
  // A spec may have no operation but the generic one, of which TypeScript would make `never` below.
  const done: string = success?.operation ?? "generic";
  const failed = error?.operation ?? "generic";
  const isMoney = error?.effect === "move_money";
  if (done === "generic") {
    const isGrave = isMoney || (error?.effect === "may_move_money" && isUncertain(core, error));
    return !isGrave && (error?.ends as string | null | undefined) !== "connection";
  }
  if (isMoney) return failed === done;
  return failed === "generic" || failed === done || !!core.operations[done as Operation].restores?.includes(failed);
}
