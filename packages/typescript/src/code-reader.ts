import { type CodeBook, codeBookOf, moneyOf } from "./book.js";
import type { Classification, Classify } from "./classification.js";
import { classifier } from "./classify.js";
import { FALLBACKS, OPERATING } from "./operating.js";
import { operationsOf } from "./operation.js";
import type { PlanOptions } from "./plan.js";
import { PLANNING } from "./planning.js";
import { planner, type RetryPlan } from "./retry.js";
import type { ProviderCodes } from "./rulebook.js";

/** Plans what to do about a classification; it reads nothing else. */
export type PlanClassified = (found: Classification, options?: PlanOptions) => RetryPlan;

/** Makes `classify` from the codes of one provider, which are much less than all its rules, when it is first asked. */
export function codeClassifier(codes: ProviderCodes): Classify {
  const make = (): Classify => {
    let book: CodeBook | undefined;
    const find = (id: unknown): CodeBook | undefined => (id === codes.id ? (book ??= codeBookOf(codes)) : undefined);
    return classifier({ ...OPERATING, ...FALLBACKS }, find, operationsOf(OPERATING, find));
  };
  let made: Classify | undefined;
  return (provider, code, options) => (made ??= make())(provider, code, options);
}

/** Makes what plans from the same; who does not call it does not load what only plans need. */
export function codePlanner(codes: ProviderCodes): PlanClassified {
  const make = (): PlanClassified => {
    const special = { rules: codes, money: moneyOf(codes) };
    const operations = operationsOf(PLANNING, (id) => (id === codes.id ? special : undefined));
    return planner(PLANNING, operations, () => undefined);
  };
  let made: PlanClassified | undefined;
  return (found, options) => (made ??= make())(found, options);
}
