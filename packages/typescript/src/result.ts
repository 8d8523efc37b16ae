import { parametersIn } from "./reading.js";
import { isArray, own } from "./safely.js";

/** What of an event is looked at. */
interface Heard {
  readonly payload: string | null;
  readonly data: unknown;
}

/** Finds what the user has connected; null in what is another event, and where there is nothing. Never throws. */
export type ResultReader<R> = (event: Heard | null | undefined) => R | null;

/** Makes the reader of one payload: its fields, else the same names in the query of one of its URLs. */
export function resultReader<R extends object>(
  payload: string,
  names: readonly (keyof R & string)[],
  urls: readonly string[],
): ResultReader<R> {
  return (event) => {
    if (!event || event.payload !== payload) return null;
    const { data } = event;
    const queries = urls.map((name) => own(data, name)).map((url) => typeof url === "string" && parametersIn(url));
    const values = names.map((name) => [data, ...queries].map((held) => idIn(own(held, name))).find((id) => id !== null));
    if (values.every((value) => value === undefined)) return null;
    return Object.freeze(Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]))) as R;
  };
}

/** Returns an id, or several of them joined by commas, as the queries of URLs have them. */
function idIn(value: unknown): string | null {
  const ids = isArray(value) ? value : [value];
  return ids.length && ids.every((id) => typeof id === "string" && id) ? ids.join(",") : null;
}
