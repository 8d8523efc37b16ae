import type { Parsed } from "./parsed.js";

/** Longer messages are not parsed: no widget event comes near this many characters. */
const MAX_LENGTH = 100_000;
/** At most this many values are read from one field of a message, or compared to find a repeat. */
const MAX_VALUES = 1_000;
/** How long after a message the same one counts as its repeat. */
const REPEAT_MS = 1_000;

/** A coded field of a message: which vocabulary it contains, where it was, and what was made of it. */
export type Coded<V extends string = string, P extends string = string, T = unknown> = Parsed<T> & {
  readonly vocabulary: V;
  /** JSON pointer of the field; `*` matches any item of an array or value of a map. */
  readonly pointer: P;
};

type Data = { readonly [field: string]: unknown };

/** A message that is what the descriptor describes. */
export interface RecognizedEvent<P extends string = string, C extends Coded = Coded, D extends Data = Data> {
  readonly kind: "recognized";
  /** Id of the payload, `provider:name`. */
  readonly payload: P;
  /** Whether the spec lists every code in it. */
  readonly known: boolean;
  /** The codes found in it, in the order of the spec; fields that are absent or null hold none. */
  readonly codes: readonly C[];
  /** The message itself, parsed where it was JSON. Nothing but its codes has been checked. */
  readonly data: D;
  /** Who posted it; null for a callback. */
  readonly origin: string | null;
}

/** A message of the right sender that is something else. */
export interface UnrecognizedEvent {
  readonly kind: "unrecognized";
  readonly payload: null;
  readonly known: false;
  readonly codes: readonly [];
  /** What came, parsed where it was JSON. */
  readonly data: unknown;
  readonly origin: string | null;
}

/** How a message reaches the page: posted to its window, or handed by an SDK to its callback. */
export type Channel = "post_message" | "callback";

declare const EVENT: unique symbol;

/** A field that exists and, where given, equals the value. */
interface Mark {
  readonly pointer: string;
  readonly equals?: string;
}

/** How to read one kind of message; the providers' `events` modules have one for each. */
export interface Descriptor<E extends RecognizedEvent = RecognizedEvent, C extends Channel = Channel> {
  readonly payload: string;
  readonly channel: C;
  /** The message is recognized when one of these fields exists and, where given, equals the value; `also` all of it. */
  readonly recognize: readonly (Mark & { readonly also?: readonly Mark[] })[];
  /** By pointer, the vocabularies that the field may contain, the likeliest first, each with its guard. */
  readonly codes: {
    readonly [pointer: string]: { readonly [vocabulary: string]: (value: unknown) => boolean };
  };
  /** Only for the compiler: the type of the events. */
  readonly [EVENT]?: E;
}

/** What the messages may turn out to be. */
export type EventOf<D extends Descriptor> = (D extends Descriptor<infer E> ? E : never) | UnrecognizedEvent;

/** A window, an iframe, or how to find one; an iframe may have another window tomorrow. */
type Sender = object | (() => object | null | undefined);
/** A class of the browser, so that programs compile without one: servers import these types too. */
type Global<Name extends string> = typeof globalThis extends { [K in Name]: { prototype: infer T } }
  ? T
  : never;

interface Origin {
  /** The exact origin of the widget, or several: `https://widget.example`, without path or trailing slash. */
  readonly origin: string | readonly string[];
}

/** Demands an origin as soon as one of the messages is posted. */
export type OriginOf<D extends Descriptor> = "post_message" extends D["channel"] ? Origin : Partial<Origin>;

/** Where messages arrive: a window, or the bridge of an app. */
export interface MessageTarget {
  addEventListener(type: "message", listener: unknown, options?: unknown): void;
  removeEventListener(type: "message", listener: unknown): void;
}

interface Surroundings {
  /**
   * The widget's iframe or its window, or a function that returns either; messages of other windows are ignored.
   * Recommended. Hand over a function, or the iframe, where the iframe may be replaced or load later.
   */
  readonly source?: Sender;
  /** Whether messages that repeat the one before are handed on as well; by default they are dropped. */
  readonly repeats?: boolean;
  /** Stops the listener when aborted, as `stop` does. */
  readonly signal?: Global<"AbortSignal">;
  /** Where the messages arrive; the current window by default. */
  readonly target?: MessageTarget;
}

/** What `listen` needs to know. */
export type ListenOptions<D extends Descriptor> = OriginOf<D> &
  Surroundings & {
    /** Called for each event, posted or called back. What it throws is reported, not thrown into the page. */
    readonly onEvent: (event: EventOf<D>) => void;
  };

/** A running listener. */
export interface Link {
  /** Ends it: nothing more is delivered, not even what an SDK still calls back. */
  readonly stop: () => void;
  /** What to hand to an SDK as its callback. It never throws into the SDK. */
  readonly callback: (response: unknown) => void;
}

/**
 * Listens to a widget or several, whether they post messages to the window or have an SDK call back.
 *
 * What is posted is heard from the given origin and source alone. A widget that only calls back needs
 * neither, and no window is listened to: pass `callback` to its SDK. Both kinds of event go to `onEvent`.
 *
 * A repeat is dropped: a recognized message that says the same (as JSON) as the one posted before it, by the
 * same sender and within a second. Later, or after another step, the same message is news. What an SDK calls
 * back and what is not recognized is always handed on.
 *
 * @throws TypeError at once when the options cannot be safe, above all without an exact origin. Never later.
 */
export function listen<D extends Descriptor>(
  descriptors: D | readonly D[],
  options: ListenOptions<D>,
): Link {
  const { onEvent, signal, repeats } = options;
  if (typeof onEvent !== "function") refuse("onEvent is no function");
  const all = listed(descriptors);
  if (!all.length) refuse("no descriptors");
  const on = (channel: Channel) => all.filter((item) => item.channel === channel);
  const posted = on("post_message");
  const called = on("callback");
  const isRepeat = repeatDetector();
  let stopped = false;

  const deliver = (expected: readonly D[], data: unknown, origin: string | null, sender: unknown): void => {
    if (stopped || signal?.aborted) return;
    const event = decode(expected, data, origin);
    // An SDK calls back once an attempt, and two attempts may fail alike at once.
    if (repeats || !event.payload || origin === null || !isRepeat(event, sender)) onEvent(event);
  };
  const unsubscribe =
    posted[0] && subscribe(options, ({ data, origin, source }) => deliver(posted, data, origin, source));
  return {
    stop: () => {
      stopped = true;
      unsubscribe?.();
    },
    callback: (response) => shielded(() => deliver(called, response, null, null)),
  };
}

/** Hears what the right sender posts; returns the function that ends it. */
function subscribe(
  options: Partial<Origin> & Surroundings,
  receive: (message: MessageEvent<unknown>) => void,
): () => void {
  const { source, signal, target = globalThis } = options;
  const origins = exactOrigins(options.origin);
  if ("source" in options && (Object(source) !== source || Array.isArray(source)))
    refuse(`source is ${source}; pass a function`);
  if (!target.addEventListener) refuse("no window");

  const hear = (event: Partial<MessageEvent<unknown>>): void =>
    shielded(() => {
      if (origins.includes(event.origin!) && (!source || isFrom(source, event.source)))
        receive(event as MessageEvent<unknown>);
    });
  target.addEventListener("message", hear, signal ? { signal } : {});
  return () => target.removeEventListener("message", hear);
}

/**
 * Reads one message, an object or a JSON string, as the first of the descriptors that recognizes it.
 * Never throws. It cannot tell who sent it: `listen` does that.
 */
export function decode<D extends Descriptor>(
  descriptors: D | readonly D[],
  message: unknown,
  origin: string | null = null,
): EventOf<D> {
  const data = parsed(message);
  let payload: string | null = null;
  let codes: readonly Coded[] = [];
  try {
    const found = listed(descriptors).find((descriptor) => isRecognized(descriptor, data))!;
    codes = codesOf(found, data);
    payload = found.payload;
  } catch {
    // None recognizes it; or it is an object made to throw when it is read.
  }
  const known = !!payload && codes.every((code) => code.known);
  return { kind: `${payload ? "" : "un"}recognized`, payload, known, codes, data, origin } as EventOf<D>;
}

function listed<D>(descriptors: D | readonly D[]): readonly D[] {
  return [descriptors].flat() as D[];
}

function isRecognized({ recognize }: Descriptor, data: unknown): boolean {
  return recognize.some((sign) =>
    [sign, ...(sign.also ?? [])].every(({ pointer, equals }) =>
      valuesAt(data, pointer).some((value) => equals === undefined || value === equals),
    ),
  );
}

/** Finds for each code the vocabulary that lists it; one that none lists is reported under the likeliest. */
function codesOf({ codes }: Descriptor, data: unknown): readonly Coded[] {
  return Object.entries(codes).flatMap(([pointer, guards]) =>
    valuesAt(data, pointer)
      .filter((value) => value !== null)
      .map((value) => {
        const names = Object.keys(guards);
        const found = names.find((name) => guards[name]!(value));
        return { vocabulary: found ?? names[0], pointer, known: !!found, value } as Coded;
      }),
  );
}

function parsed(message: unknown): unknown {
  if (typeof message === "string" && message.length <= MAX_LENGTH) {
    try {
      return JSON.parse(message);
    } catch {
      // Plain text, which is kept as it is.
    }
  }
  return message;
}

/** Reads own data properties only: nothing inherited counts, and no getter runs. Smaller than `values.ts`. */
function valuesAt(data: unknown, pointer: string): unknown[] {
  let nodes = [data];
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    nodes = nodes
      .flatMap((node) => {
        if (typeof node !== "object" || !node) return [];
        return (step === "*" ? Object.keys(node) : [key])
          .slice(0, MAX_VALUES)
          .map((name) => Object.getOwnPropertyDescriptor(node, name)?.value);
      })
      .filter((value) => value !== undefined)
      .slice(0, MAX_VALUES);
  }
  return nodes;
}

/** Makes a function that tells repeats. It remembers one message, so that a flood costs no memory. */
function repeatDetector(): (event: { data: unknown; origin: string | null }, sender: unknown) => boolean {
  let last: readonly [text?: string | null, sender?: unknown, until?: number] = [];
  return ({ data, origin }, sender) => {
    const text = asText(data, origin);
    const now = performance.now();
    if (text && text === last[0] && sender === last[1] && now < last[2]!) return true;
    last = [text, sender, now + REPEAT_MS];
    return false;
  };
}

/** Writes a message out for comparison; null where that would take too long or cannot be done. */
function asText(data: unknown, origin: string | null): string | null {
  let values = 0;
  try {
    const text = JSON.stringify(data, (_, value: unknown) => {
      if (++values > MAX_VALUES) throw 0;
      return value;
    });
    if (text.length <= MAX_LENGTH) return `${origin} ${text}`;
  } catch {
    // It would take too long, or has no text.
  }
  return null;
}

function isFrom(source: Sender, sender: unknown): boolean {
  const found = typeof source === "function" ? source() : source;
  try {
    return !!sender && (sender === found || sender === (found as { contentWindow?: unknown }).contentWindow);
  } catch {
    return false; // There is none yet, or it is a window of another origin, which may be compared but not asked.
  }
}

function exactOrigins(origin: unknown): readonly string[] {
  const origins = listed(origin) as readonly string[];
  if (!origins.length) refuse("no origin");
  for (const given of origins) {
    const exact = originOf(given);
    if (!exact) refuse(`origin "${given}" is no origin, like "https://a.example"`);
    if (exact !== given) refuse(`origin "${given}" is not exact; write "${exact}"`);
  }
  return origins;
}

/** Returns the origin of a URL; false where it has none, or a wildcard, which a sender never has. */
function originOf(text: string): string | false {
  let url: URL | false = false;
  try {
    const { origin } = (url = new URL(text));
    return !/^null$|\*/.test(origin) && origin;
  } catch {
    // React Native's `URL` has no origin.
    return url && /^https:\/\/[\w.:-]+$/.test(text) && text;
  }
}

function shielded(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (typeof reportError === "function") reportError(error);
    else
      queueMicrotask(() => {
        throw error;
      });
  }
}

function refuse(problem: string): never {
  throw new TypeError(`linkcodes: ${problem}`);
}
