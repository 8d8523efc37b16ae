// Hand-written in codegen/targets/typescript/runtime and copied from there.

import type { Book } from "./book.js";
import type { Classification } from "./classification.js";
import type { Decoded } from "./decode.js";
import type { PayloadRules, Path, Role } from "./rulebook.js";
import { firstOf, isText } from "./values.js";

/** How an attempt ended. */
export type Verdict =
  | "succeeded"
  | "failed"
  | "abandoned"
  | "closed_by_host"
  | "handed_to_bank"
  | "waiting"
  | "unknown";

/** How an attempt ended, and why. */
export interface Outcome {
  readonly verdict: Verdict;
  /** What decides about the next action; null where nothing does. */
  readonly because: Classification | null;
  /** Where the user was, as it stands in the payload. */
  readonly step: string | null;
  /** Whether the payload names a failure although it reports a success. */
  readonly contradictory: boolean;
  readonly decoded: Decoded;
}

/** An outcome without what it was read from. */
export type Judgement = Omit<Outcome, "decoded">;

/** A classification, and the path of the field that it was found in. */
export interface Reading {
  readonly path: Path;
  readonly classification: Classification;
}

const BY_PHASE: Readonly<Record<string, Verdict>> = {
  success: "succeeded",
  failure: "failed",
  cancelled: "abandoned",
  in_progress: "waiting",
};

/** Judges by the fields of a payload that say how it ended and why; null where they say nothing. */
export function judgedByFields(
  book: Book,
  payload: PayloadRules,
  data: unknown,
  readings: readonly Reading[],
): Judgement | null {
  const outcome = decisive(payload, "outcome", readings);
  const detail = decisive(payload, "detail", readings);
  if (!outcome && !detail) return null;
  const step = stepIn(payload, data);
  if (!outcome) return { verdict: verdictOf(detail), because: detail, step, contradictory: false };
  const verdict = ownVerdict(book, outcome) ?? verdictOf(outcome);
  return withDetail({ verdict, because: outcome, step, contradictory: false }, outcome.phase, detail);
}

/** Adds what the detail says to what the outcome says. */
function withDetail(judged: Judgement, phase: string | null, detail: Classification | null): Judgement {
  const reached: string | null | undefined = detail?.phase; // another spec's taxonomy may lack some of these words
  if (detail && reached === "failure") return { ...judged, because: detail, contradictory: phase === "success" };
  if (!detail || reached !== "in_progress" || phase === "in_progress") return judged;
  if (phase === "success") return { ...judged, verdict: "waiting", because: detail };
  return { ...judged, step: String(detail.raw) };
}

/** Judges by the classification that goes first. */
export function judgedByHead(
  books: readonly Book[],
  head: Classification | null,
  step: string | null,
): Judgement {
  const because = head?.category ? head : null;
  const book = books.find(({ rules }) => rules.id === head?.provider);
  const verdict = (because && book && ownVerdict(book, because)) ?? verdictOf(because);
  return { verdict, because, step, contradictory: false };
}

/** Returns the first field marked as a step that holds a text. */
export function stepIn(payload: PayloadRules, data: unknown): string | null {
  return firstOf(data, payload, "step", isText);
}

/** Returns the classification of the field with this role, if it is listed and has a behaviour. */
function decisive(payload: PayloadRules, wanted: Role, readings: readonly Reading[]): Classification | null {
  const paths = payload.roles.filter(({ role }) => role === wanted).map(({ path }) => path.join("/"));
  const found = readings.find(({ path }) => paths.includes(path.join("/")))?.classification;
  return found?.known && found.phase ? found : null;
}

function verdictOf(classification: Classification | null): Verdict {
  return BY_PHASE[classification?.phase ?? ""] ?? "unknown";
}

function ownVerdict(book: Book, { vocabulary, raw }: Classification): Verdict | undefined {
  return book.lists.get(vocabulary ?? "")?.get(raw)?.code.verdict;
}
