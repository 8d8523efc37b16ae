import type { BriefBehavior, BriefMember, BriefUnlisted } from "./behavior.js";
import { operationsOf } from "./operation.js";
import { PLANNING } from "./planning.js";
import { planner, type RetryOptions, type RetryPlan } from "./retry.js";
import type { Money, ProviderRules } from "./rulebook.js";
import type { PlannedLookup } from "./situation.js";

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
  let plan: ReturnType<typeof planner> | undefined;
  const made = (): ReturnType<typeof planner> => {
    const sheet = { rules: { operations }, money: new Map([[vocabulary, money ?? undefined]]) };
    // Only what is no classification would have to be read, and what is asked here always is one.
    return planner(PLANNING, operationsOf(PLANNING, () => sheet), () => undefined);
  };
  return (value, options) => {
    const found = behavior(value);
    const known = found.category !== "unknown";
    const subject = { provider: id, vocabulary, known, matched_by: "vocabulary", ...found, ...planned(value) };
    return (plan ??= made())(subject, options);
  };
}
