import type { PlanningRules } from "./rulebook.js";
import type { Action } from "./taxonomy.js";

const UNITS = [[86_400, "a day"], [3_600, "an hour"], [60, "a minute"], [1, "a second"]] as const;

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
    left: left && (left > 1 ? `${left} more times` : "once more"),
    poll: poll && bare(duration(poll)),
    deadline: deadline && duration(deadline),
    then: inWords && inWords[0]!.toLowerCase() + inWords.slice(1),
  };
  const filled = (text: string): string => {
    const said = text.replace(/\{(\w+)\}/g, (part, name: string) => parts[name] || part);
    return said.includes("{") ? "" : said;
  };
  return filled(template.replace(/\[([^\]]*)\]/g, (_, optional: string) => filled(optional)));
}

/** `90` -> `90 seconds`, `3600` -> `an hour`: the largest unit that is exact or at least two. */
function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([each]) => !(seconds % each) || seconds >= 2 * each)!;
  const number = Math.ceil(seconds / size);
  return number > 1 ? `${number} ${bare(unit)}s` : unit;
}

/** `a minute` -> `minute`. */
function bare(duration: string): string {
  return duration.replace(/an? /, "");
}
