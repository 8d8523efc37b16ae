// Where in a payload each code is.

import type { Classification } from "linkcodes/classification";
import type { Decoded } from "linkcodes/runtime";
import { isArray, keysOf, own } from "linkcodes/safely";
import { isCode } from "linkcodes/values";
import { RULES } from "site-data/rules";

const MOST = 1_000;

/** A coded field: its JSON pointer, and the value there. */
export interface Place {
  readonly pointer: string;
  readonly value: unknown;
  readonly vocabularies: readonly string[];
}

/** Returns the fields of a recognized payload that contain codes, in the order of the payload's fields. */
export function placesIn({ provider, payload, data }: Decoded): readonly Place[] {
  const rules = RULES.find(({ id }) => id === provider)?.payloads.find(({ id }) => id === payload);
  return (rules?.codes ?? []).flatMap(({ path, vocabularies }) =>
    walked(data, path)
      .filter(([, value]) => isCode(value))
      .map(([pointer, value]) => ({ pointer, value, vocabularies })),
  );
}

/** Gives each classification its field; none has one twice, and what means the absence of a code has none. */
export function placed(
  classifications: readonly Classification[],
  places: readonly Place[],
): readonly (readonly [Classification, Place | null])[] {
  const left = [...places];
  return classifications.map((item) => {
    const index = left.findIndex(
      ({ value, vocabularies }) => value === item.raw && vocabularies.includes(item.vocabulary ?? ""),
    );
    return [item, index < 0 ? null : left.splice(index, 1)[0]!];
  });
}

function walked(data: unknown, path: readonly string[]): readonly (readonly [string, unknown])[] {
  let found: [string, unknown][] = [["", data]];
  for (const step of path)
    found = found.flatMap(([pointer, holder]) =>
      keysAt(holder, step).map((key): [string, unknown] => [`${pointer}/${escaped(key)}`, own(holder, key)]),
    ).slice(0, MOST);
  return found;
}

function keysAt(holder: unknown, step: string): readonly string[] {
  if (step !== "*") return own(holder, step) === undefined ? [] : [step];
  if (isArray(holder)) return holder.slice(0, MOST).map((_, index) => String(index));
  return typeof holder === "object" && holder ? keysOf(holder).slice(0, MOST) : [];
}

/** Writes a key as JSON pointers do. */
export function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
