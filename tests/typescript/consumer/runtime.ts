/** An application that asks the runtime; compiled, with the mistakes that the compiler must find. */

import type { Provider } from "linkcodes";
import { createRuntime } from "linkcodes/engine";
import { rules } from "linkcodes/flinks/rules";
import { classify, decode, planRetry, reduceState, resolveOutcome } from "linkcodes/runtime";
import type { Channel, Classification, Decoded, LinkState, Outcome, RetryPlan } from "linkcodes/runtime";
import { Actor, Category } from "linkcodes/taxonomy";

declare const received: unknown;

/** `known` and `category` tell what is there. */
export function advise(found: Classification): string {
  if (found.category === null) {
    const actor: null = found.actor;
    return found.summary + String(actor);
  }
  const next: string = found.actions[0];
  if (found.category === "unknown") {
    const never: false = found.unattended_retry;
    // @ts-expect-error nothing is known of it
    const phase: string = found.phase;
    return next + phase + String(never);
  }
  if (!found.known) {
    // @ts-expect-error a guess never says that something succeeded
    if (found.phase === "success") return found.matched_by;
    const low: "L" = found.confidence;
    return low;
  }
  const { actor, page, retry, summary } = found;
  const texts: readonly string[] = [actor, page, retry, summary];
  // @ts-expect-error what is known is never unknown
  if (found.category === "unknown") return next;
  const isWrong = found.actor === Actor.END_USER && found.category === Category.CREDENTIALS_INVALID;
  return isWrong ? next : texts.join();
}

// Without asking what it is, every field is there, and may be null.
const found = classify("lean", received, { vocabulary: "linksdk.status", operation: "login" });
export const fields: readonly (string | null)[] = [found.actor, found.phase, found.retry, found.page];
// @ts-expect-error answers are not to be changed
found.known = true;
// @ts-expect-error no such option
classify("lean", received, { status: 200 });
// @ts-expect-error no such operation
classify("lean", received, { operation: "brand-new" });
// @ts-expect-error no such provider
classify("leen", received);
// @ts-expect-error no such vocabulary
classify("lean", received, { vocabulary: "linksdk.state" });
classify("lean", received, { vocabulary: "lean:linksdk.status" });
// @ts-expect-error no such operation
planRetry(received, { operation: "sync" });
// @ts-expect-error no such provider
decode(received, { provider: "planetbank" });
// What is read at run time is named as what it should be.
export const read = (provider: string): Decoded => decode(received, { provider: provider as Provider });

/** Where there is a verdict, there is what decided. */
export function tell(outcome: Outcome): string | null {
  switch (outcome.verdict) {
    case "failed":
      return outcome.because.summary ?? outcome.because.category;
    case "unknown":
      // @ts-expect-error nothing may have decided
      return outcome.because.summary;
    default:
      return outcome.because.actions[0];
  }
}

/** Only what may be repeated has a time for it. */
export function seconds(plan: RetryPlan): number | null {
  if (plan.decision === "retry") return plan.delay_s * 1_000;
  // @ts-expect-error it may be null
  if (plan.decision === "wait") return plan.delay_s * 1_000;
  return plan.delay_s;
}

/** A list of actions can be asked for one without a look at what the classification is. */
export const reconnects = (each: Classification): boolean => each.actions.includes("reconnect");
export const starts = (each: Decoded): boolean => each.head?.actions.includes("new_consent") ?? false;
// @ts-expect-error no such action
export const misspelled = (each: Classification): boolean => each.actions.includes("reconect");

const decoded: Decoded = decode(received);
export const channel: Channel | null = decoded.channel;
const first: LinkState = reduceState(null, decoded);
export const state: LinkState = reduceState(first, resolveOutcome(received), { at: 1 });
export const plans: readonly RetryPlan[] = [decoded, found, state.because].map((subject) => planRetry(subject));
export const { decode: decodeFlinks } = createRuntime([rules]);
