/** One thing that is wrong with a value. */
export interface Problem {
  /** JSON pointer (RFC 6901) to what is wrong, or to where something is missing. */
  readonly pointer: string;
  /** What is wrong there, in English. It never quotes the value: payloads hold personal data. */
  readonly message: string;
}

/**
 * What a validator found: the value itself with its type, or what is wrong with it, at most 100 problems. The
 * Python package tells of the same problems in the same words and order.
 */
export type Verdict<T = unknown> =
  | { readonly valid: true; readonly value: T }
  | { readonly valid: false; readonly problems: readonly Problem[] };

/** Judges any value as a parsed JSON payload. Never throws, changes nothing, and reads own fields only. */
export type Validator<T = unknown> = (value: unknown) => Verdict<T>;

/** Judges a value as the payload of an id. An id that the provider does not have makes no value valid. */
export type ValidatorById<Payloads> = <Id extends string & keyof Payloads>(
  payload: Id,
  value: unknown,
) => Verdict<Payloads[Id]>;

/** A set of types: the sum of their bits. */
type Types = number;

type Fields = readonly (readonly [name: string, shape: Shape])[];

/** What a value must be: of one of some types, and more where that is not all. Made by the generator. */
export type Shape =
  | Types
  | {
      readonly types: Types;
      readonly values?: readonly unknown[];
      readonly minLength?: number;
      readonly required?: Fields;
      readonly optional?: Fields;
      /** What the other fields must be; anything if it is not given. */
      readonly rest?: Shape;
      readonly items?: Shape;
      /** The value must be one of these, too. */
      readonly options?: readonly Shape[];
    };

/** What the types are called, in the order of their bits. */
const TYPES = ["a string", "an integer", "a number", "a boolean", "an object", "an array", "null"];
const STRING = 1;
const INTEGER = 2;
const NUMBER = 4;
const BOOLEAN = 8;
const OBJECT = 16;
const ARRAY = 32;
const NULL = 64;
/** Nothing is looked for beyond so many problems, which also ends the work on a huge wrong value. */
const MAX_PROBLEMS = 100;
const NONE: Fields = [];

type Path = readonly (string | number)[];

/** The work on one value: the keys that lead to the part being looked at, and what has been found. */
interface Run {
  readonly path: (string | number)[];
  readonly problems: Problem[];
}

/** Returns the validator of a shape. */
export function validator<T>(shape: Shape): Validator<T> {
  return (value) => {
    const problems = problemsOf(shape, value, []);
    return problems.length ? { valid: false, problems } : { valid: true, value: value as T };
  };
}

/** Returns the function that finds a validator by the id of its payload, and asks it. */
export function validatorById<Payloads>(
  provider: string,
  validators: readonly (readonly [id: string, validate: Validator])[],
): ValidatorById<Payloads> {
  const known = byBothIds(provider, validators as readonly (readonly [string, Validator<never>])[]);
  const unknown = { pointer: "", message: "no payload has this id" };
  return (payload, value) => known.get(payload)?.(value) ?? { valid: false, problems: [unknown] };
}

/** Returns what payloads have by their ids, which may name the provider or not. */
export function byBothIds<T>(
  provider: string,
  entries: readonly (readonly [id: string, item: T])[],
): ReadonlyMap<unknown, T> {
  return new Map([...entries, ...entries.map(([id, item]) => [`${provider}:${id}`, item] as const)]);
}

/** Returns everything that is wrong with a value which lies at `path`. */
function problemsOf(shape: Shape, value: unknown, path: Path): Problem[] {
  const run: Run = { path: [...path], problems: [] };
  try {
    check(run, shape, value);
  } catch {
    // Either there are enough problems, or an object made to do so threw when it was read.
    if (run.problems.length < MAX_PROBLEMS)
      run.problems.push({ pointer: pointerOf(run.path), message: "cannot be read" });
  }
  return run.problems;
}

function check(run: Run, shape: Shape, value: unknown): void {
  const types = typesOf(value);
  const allowed = allowedBy(shape);
  if (!(allowed & types)) return note(run, wrongType(allowed, types));
  if (typeof shape === "number") return;
  if (types === OBJECT) checkFields(run, shape, value as Record<string, unknown>);
  else if (types === ARRAY) checkItems(run, shape.items, value as unknown[]);
  else if (types === STRING) checkLength(run, shape.minLength, value as string);
  if (shape.values) checkValue(run, shape.values, value);
  if (shape.options) checkOptions(run, shape.options, value);
}

function checkValue(run: Run, values: readonly unknown[], value: unknown): void {
  if (values.includes(value) || values.some((allowed) => same(allowed, value))) return;
  note(run, `must be ${values.length === 1 ? JSON.stringify(values[0]) : "one of the listed values"}`);
}

function checkLength(run: Run, least: number | undefined, text: string): void {
  // JSON Schema counts characters, of which each takes one or two units of a string.
  if (least !== undefined && text.length < least * 2 && [...text].length < least)
    note(run, `must have at least ${least} character${least > 1 ? "s" : ""}`);
}

function checkItems(run: Run, items: Shape | undefined, list: readonly unknown[]): void {
  if (items === undefined) return;
  for (let index = 0; index < list.length; index++) checkAt(run, index, items, list[index]);
}

function checkFields(
  run: Run,
  { required = NONE, optional = NONE, rest }: Exclude<Shape, number>,
  object: Record<string, unknown>,
): void {
  for (const [name, shape] of required) {
    const value = own(object, name);
    if (value === undefined) noteAt(run, name, "is missing");
    else checkAt(run, name, shape, value);
  }
  for (const [name, shape] of optional) {
    const value = own(object, name);
    if (value !== undefined) checkAt(run, name, shape, value);
  }
  if (rest === undefined) return;
  for (const name of Object.keys(object)) {
    if (!isListed(required, name) && !isListed(optional, name)) checkAt(run, name, rest, object[name]);
  }
}

function isListed(fields: Fields, name: string): boolean {
  return fields.some(([listed]) => listed === name);
}

/** The value must be one of several; if it is none, what the fewest changes would fix is wrong with it. */
function checkOptions(run: Run, options: readonly Shape[], value: unknown): void {
  const types = typesOf(value);
  const tried: Problem[][] = [];
  for (const option of options)
    if (allowedBy(option) & types) {
      const problems = problemsOf(option, value, run.path);
      if (!problems.length) return;
      tried.push(problems);
    }
  const fewest = Math.min(...tried.map(({ length }) => length));
  const nearest = tried.filter(({ length }) => length === fewest);
  const choices = new Set(nearest.map(([first]) => `${first!.pointer} ${first!.message}`.trim()));
  if (!nearest[0]) note(run, wrongType(options.reduce<Types>((all, option) => all | allowedBy(option), 0), types));
  else if (choices.size > 1) note(run, `one of these must be fixed: ${[...choices].join("; or ")}`);
  else for (const problem of nearest[0]) add(run, problem);
}

function checkAt(run: Run, key: string | number, shape: Shape, value: unknown): void {
  // Most fields have one type and nothing else; these need no path unless they are wrong.
  if (typeof shape === "number" && shape & typesOf(value)) return;
  run.path.push(key);
  check(run, shape, value);
  run.path.pop();
}

function noteAt(run: Run, key: string, message: string): void {
  run.path.push(key);
  note(run, message);
  run.path.pop();
}

function note(run: Run, message: string): void {
  add(run, { pointer: pointerOf(run.path), message });
}

function add({ problems }: Run, problem: Problem): void {
  problems.push(problem);
  if (problems.length >= MAX_PROBLEMS) throw problems;
}

/** What is inherited is no field; nor is undefined, which JSON does not have. */
function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function typesOf(value: unknown): Types {
  switch (typeof value) {
    case "string":
      return STRING;
    case "number":
      return Number.isInteger(value) ? INTEGER | NUMBER : Number.isFinite(value) ? NUMBER : 0;
    case "boolean":
      return BOOLEAN;
    case "object":
      return value === null ? NULL : Array.isArray(value) ? ARRAY : OBJECT;
    default:
      return 0;
  }
}

function allowedBy(shape: Shape): Types {
  return typeof shape === "number" ? shape : shape.types;
}

function wrongType(allowed: Types, found: Types): string {
  if (!allowed) return "is not a listed field";
  return `must be ${namesOf(allowed).join(" or ")}, not ${namesOf(found)[0] ?? "a value that JSON does not have"}`;
}

function namesOf(types: Types): string[] {
  return TYPES.filter((_, bit) => types & (1 << bit));
}

/** Tells whether two JSON values are equal; the first is one of the schema. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key as never], other[key as never]))
  );
}

function pointerOf(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
