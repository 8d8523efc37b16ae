import type { MoneyOf } from "./book.js";
import type { Acts, Classification } from "./classification.js";
import type { Money, OperatingRules, ProviderRules } from "./rulebook.js";
import { type Facts, reader } from "./tables.js";
import type { Effect, Operation } from "./taxonomy.js";
import type { Connection } from "./words.js";

/** What an operation may change about a classification, and what that depends on. */
export type Careful = Affecting &
  Pick<Acts, "unattended_retry" | "unattended_if_read"> &
  Pick<Classification, "provider" | "vocabulary">;

/** What may say something about a connection. */
export type Affecting = Pick<Acts, "situation" | "category" | "actions" | "retry" | "operation" | "effect" | "scope"> & {
  readonly [Name in "phase" | "ends" | "actor"]: string | null;
};

/**
 * What the operation that was being done changes. It can only make an answer more careful: that of the code, of
 * the payload and of the caller count by what doing them again would do, and the gravest wins.
 */
export interface Operations {
  /** Returns the answer as it is when this was being done; `money` is known of a whole payload. */
  readonly during: <T extends Careful>(answer: T, given: Operation | null, money?: Money) => T;
  /** Returns how careful to be about doing an operation again. */
  readonly gravity: (provider: string | null, operation: Operation | null) => number;
  /** Returns what the connection is to which something happened. */
  readonly connectionAfter: (what: Affecting) => Connection;
}

/** What is special at one provider. */
interface Special {
  readonly rules: Pick<ProviderRules, "operations">;
  readonly money: MoneyOf;
}

/** Makes them from the rules; `find` gives the index of a provider. */
export function operationsOf(core: OperatingRules, find: (provider: unknown) => Special | undefined): Operations {
  const ownEffect = (provider: string | null, operation: Operation): Effect =>
    find(provider)?.rules.operations[operation] ?? core.operations[operation].effect!;
  const gravity: Operations["gravity"] = (provider, operation) =>
    isNamed(operation) ? core.effects.indexOf(ownEffect(provider, operation)) : -1;
  const effectOf = (answer: Careful, operation: Operation | null, known: Money | undefined): Effect => {
    const money = known ?? find(answer.provider)?.money.get(answer.vocabulary);
    if (money === "always" || answer.effect === "move_money") return "move_money";
    if (isNamed(operation)) return ownEffect(answer.provider, operation);
    return money === "never" ? "unclear" : "may_move_money";
  };
  const rowOf = reader(core.tables.connection);
  const connectionAfter: Operations["connectionAfter"] = ({ actions, ...facts }) =>
    rowOf({ ...facts, first: actions[0] ?? null } as Facts).connection;
  const during: Operations["during"] = (answer, given, money) => {
    const named = isNamed(given) ? given : null;
    if (answer.category === null || (answer.effect && !named && !money)) return answer;
    const { provider, operation } = answer;
    const done = gravity(provider, named) > gravity(provider, operation) ? named : operation;
    const isAbsent = [named, operation].some((each) => each && core.operations[each].user_absent);
    const effect = effectOf(answer, done, money);
    const careful = {
      ...(isAbsent ? withNobodyThere(core, answer) : answer),
      operation: done,
      effect,
      unattended_retry: answer.unattended_if_read && effect === "read",
    };
    return { ...careful, connection: connectionAfter(careful) };
  };
  return { during, gravity, connectionAfter };
}

function isNamed(operation: Operation | null): operation is Operation {
  return operation !== null && operation !== "generic";
}

function withNobodyThere<T extends Careful>({ user_absent }: OperatingRules, answer: T): T {
  const { actions, retry } = answer;
  if (answer.category === "unknown") return answer;
  return {
    ...answer,
    actions: [...new Set(actions.map((action) => user_absent.actions[action] ?? action))],
    retry: retry && (user_absent.retry[retry] ?? retry),
  };
}
