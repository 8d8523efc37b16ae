import type { BriefBehavior, BriefMember, BriefUnlisted } from "./behavior.js";
import { operationsOf } from "./operation.js";
import { PLANNING } from "./planning.js";
import { planner, type RetryOptions, type RetryPlan } from "./retry.js";
import type { Money, ProviderRules } from "./rulebook.js";
import { type PlannedLookup, unplanned } from "./situation.js";

export type { RetryPlan } from "./retry.js";

/** What is known about the attempts so far. */
export type PlanOptions = Omit<RetryOptions, "provider" | "payload" | "http_status">;

/**
 * Says when to try again, with whom, and when to stop, about any wire value of one vocabulary; never throws. It says
 * what `planRetry(classify(...))` does of a listed value, without the rules by which payloads are read.
 */
export type PlanLookup = (value: unknown, options?: PlanOptions) => RetryPlan;

/** Makes the lookup of one vocabulary, when it is first asked. */
export function planLookup(
  { id, operations }: Pick<ProviderRules, "id" | "operations">,
  { vocabulary, money }: { readonly vocabulary: string; readonly money: Money | null },
  behavior: (value: unknown) => BriefBehavior | BriefMember | BriefUnlisted,
  planned: PlannedLookup,
): PlanLookup {
  const make = (): PlanLookup => {
    const special = { rules: { operations }, money: new Map([[vocabulary, money ?? undefined]]) };
    const rules = operationsOf(PLANNING, () => special);
    // Only what is no classification would have to be read, and what is asked here always is one.
    const plan = planner(PLANNING, rules, () => undefined);
    return (value, options) => {
      const found = { ...behavior(value), ...(planned(value) ?? unplanned(false)) };
      const known = found.category !== "unknown";
      // The effect follows from the operation, which may also be one in which no user is there.
      const code = { ...found, effect: null, provider: id, vocabulary, known, matched_by: "vocabulary" };
      return plan(rules.during(code as never, null), options);
    };
  };
  let made: PlanLookup | undefined;
  return (value, options) => (made ??= make())(value, options);
}
