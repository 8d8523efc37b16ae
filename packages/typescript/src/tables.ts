/** What a row asks for: each fact that it names must have one of these values. */
export type When = Readonly<Record<string, readonly (string | boolean | null)[]>>;

/** A row of a table: it applies when all its facts do. */
export interface Row {
  readonly when: When;
}

/** The facts of a case, by their names in the tables. */
export type Facts = Readonly<Record<string, string | boolean | null>>;

/** Makes the function that finds the number of the first row that applies; the last row of a table always does. */
export function finder(rows: readonly Row[]): (facts: Facts) => number {
  const conditions = rows.map(({ when }) => Object.entries(when));
  return (facts) =>
    conditions.findIndex((asked) => asked.every(([fact, values]) => values.includes(facts[fact]!)));
}

/** Makes the function that finds the first row that applies. */
export function reader<R extends Row>(rows: readonly R[]): (facts: Facts) => R {
  const find = finder(rows);
  return (facts) => rows[find(facts)]!;
}
