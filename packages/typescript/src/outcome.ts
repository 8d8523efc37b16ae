import type { Book } from "./book.js";
import type { Classification, GuessedClassification, OutcomeClassification } from "./classification.js";
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

/** How an attempt ended, and why. Only where the verdict is `unknown`, nothing may have decided. */
export type Outcome = Judged<
  Exclude<Verdict, "unknown">,
  OutcomeClassification | GuessedClassification
> | Judged<"unknown", Classification | null>;

interface Judged<V extends Verdict, B> {
  readonly verdict: V;
  /** What decides about the next action. */
  readonly because: B;
  /** Where the user was, as it stands in the payload. */
  readonly step: string | null;
  /** Whether the payload names a failure although it reports a success. */
  readonly contradictory: boolean;
  readonly decoded: Decoded;
}

/** An outcome without what it was read from. */
export type Judgment = Omit<Outcome, "decoded">;

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
  headOf: (among: readonly Classification[]) => Classification | null,
): Judgment | null {
  const outcome = headOf(decisive(payload, "outcome", readings));
  const detail = headOf(decisive(payload, "detail", readings));
  if (!outcome && !detail) return null;
  const step = stepIn(payload, data);
  if (!outcome) return { verdict: verdictOf(detail), because: detail, step, contradictory: false };
  const verdict = ownVerdict(book, outcome) ?? verdictOf(outcome);
  return withDetail({ verdict, because: outcome, step, contradictory: false }, outcome, detail);
}

/** Adds what the detail says to what the outcome says. */
function withDetail(
  judged: Judgment,
  outcome: Classification,
  detail: Classification | null,
): Judgment {
  // Plain texts: the taxonomy of another spec may lack some of these words.
  const reached: string | null | undefined = detail?.phase;
  const phase: string | null = outcome.phase;
  if (detail && reached === "failure")
    return { ...judged, because: detail, contradictory: phase === "success" && !outcome.partial };
  if (!detail || reached !== "in_progress" || phase === "in_progress") return judged;
  if (phase === "success") return { ...judged, verdict: "waiting", because: detail };
  return { ...judged, step: String(detail.raw) };
}

/** Judges by the classification that goes first. */
export function judgedByHead(
  books: readonly Book[],
  head: Classification | null,
  step: string | null,
): Judgment {
  const because = head?.category ? head : null;
  const book = books.find(({ rules }) => rules.id === head?.provider);
  const verdict = (because && book && ownVerdict(book, because)) ?? verdictOf(because);
  return { verdict, because, step, contradictory: false };
}

/** Returns the first field marked as a step that holds a text. */
export function stepIn(payload: PayloadRules, data: unknown): string | null {
  return firstOf(data, payload, "step", isText);
}

/** Returns the values of the fields with this role that are listed and are an outcome. */
function decisive(
  payload: PayloadRules,
  wanted: Role,
  readings: readonly Reading[],
): readonly Classification[] {
  const paths = payload.roles.filter(({ role }) => role === wanted).map(({ path }) => path.join("/"));
  return readings
    .filter(({ path }) => paths.includes(path.join("/")))
    .map(({ classification }) => classification)
    .filter(({ known, phase }) => known && phase);
}

function verdictOf(classification: Classification | null): Verdict {
  return BY_PHASE[classification?.phase ?? ""] ?? "unknown";
}

function ownVerdict(book: Book, { vocabulary, raw, context }: Classification): Verdict | undefined {
  const code = book.lists.get(vocabulary ?? "")?.get(raw)?.code;
  return context === null ? code?.verdict : code?.contexts?.find(({ id }) => id === context)?.verdict;
}
