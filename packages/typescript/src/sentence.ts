import type { PlanningRules } from "./rulebook.js";
import type { Action } from "./taxonomy.js";

const UNITS = [[86_400, "day"], [3_600, "hour"], [60, "minute"], [1, "second"]] as const;

/** What a plan says in numbers and words; null or 0 where it says nothing. */
interface Said {
  readonly actions: readonly Action[];
  readonly delay: number | null;
  readonly left: number;
  readonly poll: number | null;
  readonly deadline: number | null;
  readonly then: Action | null;
}

/** Fills in the parts of a sentence; what is in brackets stays where all its parts are known. */
export function sentenceOf({ actions }: PlanningRules, template: string, said: Said): string {
  const { delay, left, poll, deadline, then } = said;
  const inWords = then && actions[then].instruction;
  const parts: Readonly<Record<string, string | false | 0 | null>> = {
    do: actions[said.actions[0] ?? "none"].instruction,
    delay: delay === null ? null : delay ? `in ${duration(delay)}` : "now",
    left: left && `${left} more ${left === 1 ? "time" : "times"}`,
    poll: poll && duration(poll),
    deadline: deadline && duration(deadline),
    then: inWords && inWords[0]!.toLowerCase() + inWords.slice(1),
  };
  const filled = (text: string): string => {
    const isKnown = [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => parts[name!]);
    return isKnown ? text.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] as string) : "";
  };
  return filled(template.replace(/\[([^\]]*)\]/g, (_, optional: string) => filled(optional)));
}

/** `90` -> `90 seconds`, `900` -> `15 minutes`: the largest unit that is exact or at least two. */
function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([each]) => seconds % each === 0 || seconds >= 2 * each)!;
  const number = Math.ceil(seconds / size);
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
