// Which codes may be meant by what was typed so far. The index of all codes is a script of its own, which is loaded
// when the box is first used: a page that is only read does not pay for it.

import { loadScript, ownAddress } from "../shared/load.ts";
import type { finder, SearchIndex } from "../shared/search.ts";
import { ENTRIES, type Entry } from "./codes.ts";

const MOST = 8;
const FILE = "suggest.js";

/** What the script of the index offers. */
interface Search {
  readonly finder: typeof finder;
  readonly index: SearchIndex;
}

let find: ((typed: string) => readonly Entry[]) | undefined;
const own = ownAddress();

/** Takes the index; until then nothing is suggested. */
export function useSearch({ finder: make, index }: Search): void {
  const providers = Object.keys(index.providers);
  const entries = providers.flatMap((id) => ENTRIES.filter(({ provider }) => provider.id === id));
  const numbers = make(index, entries.map(({ code }) => String(code.value)));
  find = (typed) => numbers(typed).slice(0, MOST).map((number) => entries[number]!);
}

/** Loads the index; returns whether it has just arrived. Without it, the box answers without suggestions. */
export async function loadSearch(): Promise<boolean> {
  if (find || isCutOff()) return false;
  await loadScript(FILE, own);
  if (find || !window.linkcodesSearch) return false;
  useSearch(window.linkcodesSearch);
  return true;
}

/** Whether asking a server would be in vain. */
function isCutOff(): boolean {
  return !navigator.onLine && location.protocol !== "file:";
}

/** Returns the codes that fit best, the best first. */
export function suggestions(typed: string): readonly Entry[] {
  return find?.(typed) ?? [];
}
