/** What the names in an object or a list say about its values, whichever way it is written. */

import { layersOf } from "./redaction-layers.js";
import { labelOf, type Label } from "./redaction-rules.js";

const NAMES = /^(?:name|key|header|field|label)$/i;
const WORD = /^[a-z]+(?:_[a-z]+)*$/;

/** Names or values; null for a value without a name, and for one that is no text. */
export type Texts = readonly (string | null)[];

/** Returns a name in its plain form, with its escapes undone. */
export function plain(name: string): string {
  return layersOf(name.slice(-200)).at(-1)!.text;
}

/** Returns what is said of each value; `label` is what the names above say, and `parent` is the last of these. */
export function labelsIn(names: Texts, values: () => Texts, label: Label | null, parent: string): (Label | null)[] {
  if (label?.below) return names.map(() => label);
  const isValue = (name: string | null): boolean => name?.toLowerCase() === "value";
  const told = names.some(isValue) ? toldIn(names, values()) : null;
  return names.map((name) => (name === null ? label : told && isValue(name) ? told : labelOf(`${parent} ${name}`)));
}

/**
 * Returns what is said of each value of a list of names and values in turn, such as Node's `rawHeaders`. A list of words
 * may also be one of names: `["otp", "sms"]` has nothing to mask.
 */
export function labelsInTurn(texts: Texts): (Label | null)[] {
  const isInTurn = texts.length % 2 === 0 && !texts.includes(null);
  return texts.map((value, index) => {
    const isNamed = isInTurn && index % 2 === 1 && !WORD.test(value!) && !labelOf(plain(value!));
    return isNamed ? labelOf(plain(texts[index - 1]!)) : null;
  });
}

/** Returns what a field says about `value` beside it, as in `{"name": "password", "value": ...}`. */
function toldIn(names: Texts, values: Texts): Label | null {
  for (const [index, name] of names.entries()) {
    const value = values[index];
    const label = name && value && NAMES.test(name) ? labelOf(plain(value)) : null;
    if (label) return label;
  }
  return null;
}
