import type { Book } from "./book.js";
import { findIn } from "./book.js";
import type { Classification, GuessedClassification, OutcomeClassification } from "./classification.js";
import type { Decoded } from "./decode.js";
import type { CoreRules, PayloadRules, PlanningRules } from "./rulebook.js";
import { finder, reader } from "./tables.js";
import { firstOf, isText } from "./values.js";
import type { OwnVerdict, Unread, Verdict } from "./words.js";

/** How an attempt ended, and why. Only where the verdict is `unknown`, nothing may have decided. */
export type Outcome = Judged<
  Exclude<Verdict, "unknown">,
  OutcomeClassification | GuessedClassification
> | Judged<"unknown", Classification | null>;

interface Judged<V extends Verdict, B> {
  readonly verdict: V;
  /** What decides about the next action. */
  readonly because: B;
  /** Where the user was, as the payload says it. */
  readonly step: string | null;
  /** Whether the payload names a failure although it reports a success. */
  readonly contradictory: boolean;
  readonly decoded: Decoded;
}

/** An outcome without what it was read from, but with the classification that goes first. */
export type Judgment = Omit<Outcome, "decoded"> & { readonly head: Classification | null };

/** What may decide how a payload ended. */
export interface Parts {
  readonly outcome: Classification | null;
  readonly detail: Classification | null;
  readonly head: Classification | null;
  /** Where the user was, as the payload says it. */
  readonly step: string | null;
}

/** Makes the function that judges by the parts of a payload. */
export function judgeOf(core: CoreRules, books: () => readonly Book[]): (parts: Parts) => Judgment {
  const rowOf = reader(core.tables.verdict.of_payload);
  const byPhase = reader(core.tables.verdict.by_phase);
  const verdictOf = (item: Classification | null): Verdict =>
    ownVerdict(books(), item) ?? byPhase({ phase: item?.phase ?? null }).verdict;
  return (parts) => {
    const { outcome, detail, step } = parts;
    const row = rowOf({
      outcome: outcome?.phase ?? null,
      outcome_envelope: isEnvelope(core, outcome),
      partial: outcome?.partial === true,
      detail: detail?.phase ?? null,
    });
    const head = parts[row.because];
    return {
      verdict: verdictOf(parts[row.verdict_of]),
      because: head?.category ? head : null,
      step: detail && row.detail_is_step ? String(detail.raw) : step,
      contradictory: row.contradictory,
      head,
    };
  };
}

/** Returns a verdict that claims no success while a part of the input was not read. */
export function cautious(whole: Judgment, unread?: readonly Unread[]): Judgment {
  if (!unread?.length || whole.verdict !== "succeeded") return whole;
  const head = whole.head?.phase === "success" ? null : whole.head;
  return { ...whole, verdict: "unknown", because: head?.category ? head : null, head };
}

/** Whether the operation may have been done although the answer is a failure. */
export function isUncertain(
  { categories, certain }: PlanningRules,
  { category, situation }: Pick<Classification, "category" | "situation">,
): boolean {
  const isCertain = situation !== null && certain.includes(situation);
  return category !== null && !!categories[category].outcome_uncertain && !isCertain;
}

/** Whether a code only points to another field. */
function isEnvelope({ envelopes }: CoreRules, item: Classification | null): boolean {
  const situation = item?.situation ?? null;
  return situation !== null && envelopes.includes(situation);
}

/** Makes the function that finds the classification to act on first. */
export function headFinder(
  core: CoreRules,
): (among: readonly Classification[]) => Classification | null {
  const orders = Object.values(core.tables.head).map(finder);
  const placesOf = (item: Classification): readonly number[] => {
    const { known, actor, severity, phase } = item;
    return orders.map((find) => find({ known, envelope: isEnvelope(core, item), actor, severity, phase }));
  };
  return (among) => {
    const places = among.map(placesOf);
    let first = 0;
    places.forEach((place, index) => {
      if (compared(place, places[first]!) < 0) first = index;
    });
    return among[first] ?? null;
  };
}

function compared(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : left[index]! - right[index]!;
}

/** Returns the first field marked as a step that contains a text. */
export function stepIn(payload: PayloadRules, data: unknown): string | null {
  return firstOf(data, payload, "step", isText);
}

function ownVerdict(books: readonly Book[], item: Classification | null): OwnVerdict | undefined {
  const book = item && books.find(({ rules }) => rules.id === item.provider);
  if (!book) return undefined;
  const code = findIn(book, item.vocabulary, item.raw)?.code;
  return item.context === null
    ? code?.verdict
    : code?.contexts?.find(({ id }) => id === item.context)?.verdict;
}
