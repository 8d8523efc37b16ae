/** What is known about the attempts of one connection. */
export interface Attempts {
  /** How many failed since the last success. */
  readonly failed: number;
  /** How often the user has tried again. */
  readonly retries: number;
  /** When the next attempt may begin, in milliseconds since 1970; 0 at any time. */
  readonly notBefore: number;
}

/** Counts the attempts of one connection, outside of components, so that they survive when one is mounted again. */
export interface AttemptCounter {
  readonly get: () => Attempts;
  /** Calls the function after each change, until the returned function is called. */
  readonly subscribe: (onChange: () => void) => () => void;
  /** Counts a failure, after which to wait for some seconds. */
  readonly fail: (delay_s: number | null) => void;
  /** Notes that the user tries again. */
  readonly retry: () => void;
  /** Forgets the failures, after a success. */
  readonly succeed: () => void;
}

/** Where attempts are kept: `memory` until the page is loaded again, `session` until the tab is closed. */
export type AttemptStorage = "memory" | "session";

export const NO_ATTEMPTS: Attempts = { failed: 0, retries: 0, notBefore: 0 };
/** More than any plan allows: what is stored but cannot be read must not let an account be locked. */
const TOO_MANY = 1_000_000;

const counters = /* @__PURE__ */ new Map<string, AttemptCounter>();

/** Returns the counter of this name; the same for everyone who asks. Where the browser keeps nothing, memory does. */
export function attemptCounter(name: string, storage: AttemptStorage = "memory"): AttemptCounter {
  const id = `${storage}:${name}`;
  const counter = counters.get(id) ?? newCounter(storage === "session" ? `linkcodes:${name}` : null);
  counters.set(id, counter);
  return counter;
}

function newCounter(key: string | null): AttemptCounter {
  const listeners = new Set<() => void>();
  let kept: Attempts | undefined;
  const get = (): Attempts => (kept ??= key === null ? NO_ATTEMPTS : stored(key));
  const set = (changed: Partial<Attempts>): void => {
    kept = { ...get(), ...changed };
    if (key !== null) store(key, kept);
    for (const listener of [...listeners]) listener();
  };
  return {
    get,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
    fail: (delay_s) => set({ failed: get().failed + 1, notBefore: delay_s ? Date.now() + delay_s * 1000 : 0 }),
    retry: () => set({ retries: get().retries + 1, notBefore: 0 }),
    succeed: () => set({ failed: 0, notBefore: 0 }),
  };
}

/** A browser may refuse: in a sandbox, for lack of space, or because the user wants it so. */
function store(key: string, attempts: Attempts): void {
  try {
    sessionStorage.setItem(key, JSON.stringify([attempts.failed, attempts.notBefore]));
  } catch {
    // Then they are kept in memory.
  }
}

function stored(key: string): Attempts {
  let text: string | null;
  try {
    text = sessionStorage.getItem(key);
  } catch {
    return NO_ATTEMPTS;
  }
  if (text === null) return NO_ATTEMPTS;
  const [failed, notBefore] = numbersIn(text);
  return { failed: failed ?? TOO_MANY, retries: 0, notBefore: notBefore ?? 0 };
}

function numbersIn(text: string): readonly (number | undefined)[] {
  try {
    const found = JSON.parse(text) as unknown;
    return Array.isArray(found) ? found.map((item) => (isCount(item) ? item : undefined)) : [];
  } catch {
    return [];
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Returns the whole seconds until the next attempt may begin; 0 when it may. */
export function secondsLeft({ get }: AttemptCounter): number {
  return Math.max(Math.ceil((get().notBefore - Date.now()) / 1000), 0);
}

/** Calls the function after each change, and each second while there are some left; until the returned function is called. */
export function everySecond(counter: AttemptCounter, onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    const left = counter.get().notBefore - Date.now();
    // Just after the number of seconds has changed.
    if (left > 0) timer = setTimeout(tick, Math.min(left % 1000 || 1000, 1000) + 1);
  };
  const tick = (): void => {
    onChange();
    wait();
  };
  const stop = counter.subscribe(tick);
  wait();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
