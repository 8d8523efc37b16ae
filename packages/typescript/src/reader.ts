import type { Book } from "./book.js";
import { bookOf } from "./book.js";
import { classifier } from "./classify.js";
import type { ReadInput } from "./decode.js";
import { outcomeOf } from "./decode.js";
import type { Runtime } from "./engine.js";
import type { GivenOptions } from "./given.js";
import { operationsOf } from "./operation.js";
import type { Outcome } from "./outcome.js";
import { headFinder, judgeOf } from "./outcome.js";
import type { Mentions } from "./outline.js";
import { mentionsOf } from "./outline.js";
import { planner } from "./retry.js";
import type { ProviderRules } from "./rulebook.js";
import { CORE } from "./rules.js";

/**
 * Makes the functions that keep no state. What reads an input is passed, so that those who receive bodies do not load what
 * reads texts.
 */
export function readerOf(providers: readonly ProviderRules[], read: ReadInput): Omit<Runtime, "reduceState"> {
  const made = new Map<unknown, Book>();
  const find = (id: unknown): Book | undefined => {
    const rules = made.has(id) ? undefined : providers.find((item) => item.id === id);
    if (rules) made.set(id, bookOf(rules));
    return made.get(id);
  };
  const books = (): readonly Book[] => providers.map(({ id }) => find(id)!);
  const operations = operationsOf(CORE, find);
  const classify = classifier(CORE, find, operations);
  let mentions: Mentions | undefined;
  const memory = { mentions: () => (mentions ??= mentionsOf(CORE, providers)), answers: new Map() };
  const reader = { memory, core: CORE, operations, books, classify, headOf: headFinder(CORE), judge: judgeOf(CORE, books) };
  const resolveOutcome = (input: unknown, options?: GivenOptions): Outcome =>
    outcomeOf(reader, read, input, options);
  return {
    classify,
    decode: (input, options) => resolveOutcome(input, options).decoded,
    resolveOutcome,
    planRetry: planner(CORE, operations, resolveOutcome),
  };
}
