import { type Book, bookOf, rulesOf } from "./book.js";
import type { Classification, Classify } from "./classification.js";
import { classifier } from "./classify.js";
import { operationsOf } from "./operation.js";
import type { PlanOptions } from "./plan.js";
import { planner, type RetryPlan } from "./retry.js";
import type { ProviderCodes } from "./rulebook.js";
import { CORE } from "./rules.js";

/** Plans what to do about a classification; it reads nothing else. */
export type PlanClassified = (found: Classification, options?: PlanOptions) => RetryPlan;

/** What a program needs that has the codes already, and no payload to read. */
export interface CodeReader {
  readonly classify: Classify;
  readonly planRetry: PlanClassified;
}

/** Makes it from the codes of one provider, which are much less than all its rules. */
export function codeReader(codes: ProviderCodes): CodeReader {
  const noPayloads = { payloads: [], bodies: { values: [], min_length: 0 }, fits: () => false };
  let made: Book | undefined;
  const find = (id: unknown): Book | undefined =>
    id === codes.id ? (made ??= bookOf(rulesOf(codes, noPayloads))) : undefined;
  const operations = operationsOf(CORE, find);
  return {
    classify: classifier(CORE, find, operations),
    planRetry: planner(CORE, operations, () => undefined),
  };
}
