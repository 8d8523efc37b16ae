// Hand-written in codegen/targets/typescript/runtime and copied from there.

import type { Parsed } from "./parsed.js";

/** Longer messages are not parsed: no widget event comes near this many characters. */
const MAX_LENGTH = 100_000;
/** At most this many values are read from one field of a message. */
const MAX_VALUES = 1_000;

/** A coded field of a message: which vocabulary it holds, where it stood, and what was made of it. */
export type Coded<V extends string = string, P extends string = string, T = unknown> = Parsed<T> & {
  readonly vocabulary: V;
  /** JSON pointer of the field; `*` stands for any item of an array or value of a map. */
  readonly pointer: P;
};

type Data = { readonly [field: string]: unknown };

/** A message that is what the descriptor describes. */
export interface RecognisedEvent<P extends string = string, C extends Coded = Coded, D extends Data = Data> {
  readonly kind: "recognised";
  /** Id of the payload, `provider:name`. */
  readonly payload: P;
  /** Whether the spec lists every code in it. */
  readonly known: boolean;
  /** The codes found in it, in the order of the spec; fields that are absent or null hold none. */
  readonly codes: readonly C[];
  /** The message itself, parsed where it was JSON. Nothing but its codes has been checked. */
  readonly data: D;
  /** Who sent it; null for a callback. */
  readonly origin: string | null;
}

/** A message of the right sender that is something else. */
export interface UnrecognisedEvent {
  readonly kind: "unrecognised";
  readonly payload: null;
  readonly known: false;
  readonly codes: readonly [];
  /** What came, parsed where it was JSON. */
  readonly data: unknown;
  readonly origin: string | null;
}

/** Names a field: the keys to it, `*` for every item of an array and every value of a map. */
type Path = readonly string[];

/** A vocabulary, as far as reading a message needs it. */
interface CodeList {
  readonly vocabulary: string;
  readonly isKnown: (value: unknown) => boolean;
}

declare const EVENT: unique symbol;

/** How to read one kind of message; the providers' `events` modules have one for each. */
export interface Descriptor<E extends RecognisedEvent = RecognisedEvent> {
  readonly payload: string;
  /** The message is recognised when one of these fields exists and, where given, equals the value. */
  readonly recognise: readonly { readonly path: Path; readonly equals?: string }[];
  readonly codes: readonly {
    readonly pointer: string;
    readonly path: Path;
    /** The vocabularies that the field may hold, the likeliest first. */
    readonly lists: readonly CodeList[];
  }[];
  /** Only for the compiler: the type of the events. */
  readonly [EVENT]?: E;
}

type Sender = object | (() => object | null | undefined);
/** A class of the browser, so that programs compile without one: servers import these types too. */
type Global<Name extends string> = typeof globalThis extends { [K in Name]: { prototype: infer T } }
  ? T
  : never;

/** What `listen` needs to know. */
export interface ListenOptions<E extends RecognisedEvent> {
  /** The exact origin of the widget, or several: `https://widget.example`, without path or trailing slash. */
  readonly origin: string | readonly string[];
  /** Called for each message of that origin. What it throws is reported, not thrown into the page. */
  readonly onEvent: (event: E | UnrecognisedEvent) => void;
  /** The widget's window, or how to find it; messages of other windows are ignored. Recommended. */
  readonly source?: Sender;
  /** Stops the listener when aborted. */
  readonly signal?: Global<"AbortSignal">;
  /** Where the messages arrive; the current window by default. */
  readonly target?: Pick<Global<"EventTarget">, "addEventListener" | "removeEventListener">;
}

/**
 * Listens to the messages of a widget; returns the function that stops it.
 *
 * @throws TypeError at once when the options cannot be safe, above all without an exact origin. Never later.
 */
export function listen<E extends RecognisedEvent>(
  descriptor: Descriptor<E>,
  options: ListenOptions<E>,
): () => void {
  const { onEvent, source, signal, target = globalThis } = options;
  const origins = exactOrigins(options.origin);
  if (typeof onEvent !== "function") refuse("onEvent must be a function");
  if ("source" in options && !source)
    refuse(`source is ${source}; pass a function to find it`);
  if (!target.addEventListener) refuse("no window to listen to");

  const receive = (message: Event): void =>
    shielded(() => {
      const { origin, source: sender, data } = message as MessageEvent<unknown>;
      if (origins.includes(origin) && (!source || isSame(sender, source)))
        onEvent(decode(descriptor, data, origin));
    });
  target.addEventListener("message", receive, signal ? { signal } : {});
  return () => target.removeEventListener("message", receive);
}

/** Returns a function to hand to an SDK as its callback; it never throws into the SDK. */
export function handleCallback<E extends RecognisedEvent>(
  descriptor: Descriptor<E>,
  onEvent: (event: E | UnrecognisedEvent) => void,
): (response: unknown) => void {
  if (typeof onEvent !== "function") refuse("onEvent must be a function");
  return (response) => shielded(() => onEvent(decode(descriptor, response)));
}

/** Reads one message, an object or a JSON string. Never throws. It cannot tell who sent it: `listen` does that. */
export function decode<E extends RecognisedEvent>(
  descriptor: Descriptor<E>,
  message: unknown,
  origin: string | null = null,
): E | UnrecognisedEvent {
  const data = parsed(message);
  try {
    if (isRecognised(descriptor, data)) {
      const codes = descriptor.codes.flatMap(({ pointer, path, lists }) =>
        valuesAt(data, path)
          .filter((value) => value !== null)
          .map((value) => coded(pointer, lists, value)),
      );
      const known = codes.every((code) => code.known);
      return { kind: "recognised", payload: descriptor.payload, known, codes, data, origin } as unknown as E;
    }
  } catch {
    // Only an object made to do so throws when it is read.
  }
  return { kind: "unrecognised", payload: null, known: false, codes: [], data, origin };
}

/** Finds the vocabulary that lists the value; one that none lists is reported under the likeliest. */
function coded(pointer: string, lists: readonly CodeList[], value: unknown): Coded {
  const list = lists.find(({ isKnown }) => isKnown(value));
  return { vocabulary: (list ?? lists[0])!.vocabulary, pointer, known: !!list, value } as Coded;
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

function isRecognised(descriptor: Descriptor, data: unknown): boolean {
  return descriptor.recognise.some(({ path, equals }) =>
    valuesAt(data, path).some((value) => equals === undefined || value === equals),
  );
}

/** Reads own data properties only: nothing inherited counts, and no getter runs. */
function valuesAt(data: unknown, path: Path): unknown[] {
  let nodes = [data];
  for (const step of path) {
    nodes = nodes
      .flatMap((node) => {
        if (typeof node !== "object" || !node) return [];
        if (step === "*" && Array.isArray(node)) return node.slice(0, MAX_VALUES);
        return (step === "*" ? Object.keys(node) : [step])
          .slice(0, MAX_VALUES)
          .map((key) => Object.getOwnPropertyDescriptor(node, key)?.value);
      })
      .filter((value) => value !== undefined)
      .slice(0, MAX_VALUES);
  }
  return nodes;
}

function isSame(sender: unknown, source: Sender): boolean {
  const expected = typeof source === "function" ? source() : source;
  return Boolean(expected) && sender === expected;
}

function exactOrigins(origin: string | readonly string[]): readonly string[] {
  const origins: readonly string[] = Array.isArray(origin) ? [...origin] : [origin];
  if (!origins.length) refuse("origin is empty; name at least one sender");
  for (const given of origins) {
    const exact = originOf(given);
    if (!exact) refuse(`origin "${given}" names no single sender; write one like "https://widget.example"`);
    if (exact !== given) refuse(`origin "${given}" is not exactly an origin; write "${exact}"`);
  }
  return origins;
}

/** Returns the origin of a URL; null where it has none or a wildcard, which a URL may hold but a sender never does. */
function originOf(text: string): string | null {
  try {
    const { origin } = new URL(text);
    return origin === "null" || origin.includes("*") ? null : origin;
  } catch {
    return null;
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
