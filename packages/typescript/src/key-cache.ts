import { Refusal, type KeySource } from "./jws.js";
import type { PublicKey } from "./jws-keys.js";

/**
 * A key could not be fetched, so it may exist or not. Throw it in a function of your own that fetches keys:
 * the webhook is refused as `unfetched_key`. The text repeats nothing of the call.
 */
export class KeyNotFetched extends Refusal {
  override readonly name = "KeyNotFetched";

  constructor(readonly why: string) {
    super(["unfetched_key", `names a key that could not be fetched: ${why}`]);
  }
}

/** How long and how many keys `cachedKeys` remembers. */
export interface CachedKeysOptions {
  /** Seconds after which a key is asked for again; 3,600 by default. What it says of its own end counts before. */
  readonly keepS?: number;
  /** Seconds for which a name without a key is not asked for again; 60 by default. */
  readonly unknownS?: number;
  /** Seconds for which a name is not asked for again whose key could not be fetched; 5 by default. */
  readonly failedS?: number;
  /** How many keys are remembered; 100 by default. The oldest goes first. */
  readonly maxKeys?: number;
  /** How many names without a key there may be before no new name is asked for; 20 by default. */
  readonly maxUnknown?: number;
  /** What gives the time, in seconds. */
  readonly clock?: () => number;
}

/**
 * Makes public keys for `verify` and `receive` that are fetched once and remembered, so that strangers, who can make up
 * names, cannot make the program ask for each call.
 *
 * `fetchKey` gets the name of a key and returns the key, or nothing if the provider has none; give it a timeout, and let
 * it follow no redirect. Calls that need the same key at once share one. KeyNotFetched counts as a name without a key for
 * `failedS` seconds; what else it throws is passed on, and nothing is remembered of it.
 */
export function cachedKeys(fetchKey: KeySource, options: CachedKeysOptions = {}): KeySource {
  const { keepS = 3_600, unknownS = 60, failedS = 5, maxKeys = 100, maxUnknown = 20 } = options;
  const { clock = () => Date.now() / 1_000 } = options;
  const found = new Map<string, readonly [key: PublicKey, until: number]>();
  const unknown = new Map<string, readonly [until: number, failure?: KeyNotFetched]>();
  const asked = new Map<string, Promise<PublicKey | undefined>>();

  async function ask(name: string): Promise<PublicKey | undefined> {
    let key;
    try {
      key = (await fetchKey(name)) ?? undefined;
    } catch (error) {
      if (error instanceof KeyNotFetched) unknown.set(name, [clock() + failedS, error]);
      throw error;
    }
    if (key === undefined) unknown.set(name, [clock() + unknownS]);
    else {
      found.delete(name);
      found.set(name, [key, clock() + keepS]);
      if (found.size > maxKeys) found.delete(found.keys().next().value!);
    }
    return key;
  }

  return async (name) => {
    const [key, until] = found.get(name) ?? [undefined, 0];
    const now = clock();
    if (now < until) return key;
    for (const [other, [end]] of unknown) if (end <= now) unknown.delete(other);
    const asking = asked.get(name);
    if (asking) return asking;
    const [, failure] = unknown.get(name) ?? [];
    if (failure) throw failure;
    // Those that are being asked for count, too: they may all be made up; a key that was there before is not.
    const isFlood = !found.has(name) && unknown.size + asked.size >= maxUnknown;
    if (unknown.has(name) || isFlood) return undefined;
    const answer = ask(name).finally(() => asked.delete(name));
    asked.set(name, answer);
    return answer;
  };
}
