"use client";

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { type AttemptCounter, attemptCounter, type AttemptStorage } from "./counter.js";
import { everySecond, NO_ATTEMPTS, secondsLeft } from "./counter.js";
import type { Runtime } from "./engine.js";
import { listen } from "./listener.js";
import type { Descriptor, EventOf, Link, ListenOptions, MessageTarget, RecognizedEvent } from "./listener.js";
import type { Outcome } from "./outcome.js";
import type { RetryPlan } from "./retry.js";
import { type EndUserText, type Language, textFor, type Texts } from "./texts.js";

export { attemptCounter } from "./counter.js";
export type { AttemptCounter, Attempts, AttemptStorage } from "./counter.js";

/** A ref to the widget's iframe, or how to find its window. */
type Source =
  | { readonly current: { readonly contentWindow: object | null } | null }
  | (() => object | null | undefined);

/** As for `listen`; `null` while the origin is not known yet. */
type LaterOrigin<D extends Descriptor> = "post_message" extends D["channel"] ? Origin : Partial<Origin>;
interface Origin {
  /** The exact origin of the widget, or several: `https://widget.example`; null while it is not known yet. */
  readonly origin: string | readonly string[] | null;
}

/** What `useLink` needs to know. */
export type UseLinkOptions<D extends Descriptor> = LaterOrigin<D> & {
  /** The widget's iframe; messages of other windows are ignored. Recommended. */
  readonly source?: Source;
  /** Where the messages arrive: the current window by default, the bridge of a web view in an app. */
  readonly target?: MessageTarget;
  /** Called for every event; always the function of the latest render. */
  readonly onEvent?: (event: EventOf<D>) => void;
};

/** What a component has of its widgets. */
export interface LinkState<D extends Descriptor> {
  /** The last event; null before the first, and again once the descriptors or the origin are others. */
  readonly event: EventOf<D> | null;
  /** What to hand to an SDK as its callback; the same function in every render. */
  readonly callback: Link["callback"];
  /** Why nothing is posted to `onEvent`: options that cannot be safe, above all an origin that is none. It is reported, too. */
  readonly error: TypeError | null;
}

/** A layout effect runs before the iframe can load: no message is missed. On servers React 18 warns of it. */
const useEarlyEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * Listens to a widget or several, as `listen` does, while the component is mounted.
 *
 * It restarts only when the descriptors, the origin, the target or the presence of `source` change. While `origin` is null,
 * it waits, and only the callbacks of SDKs are heard. It never throws: a mistake in the options is reported as an
 * uncaught error would be, and returned as `error`, so that the page stays.
 */
export function useLink<D extends Descriptor>(
  descriptors: D | readonly D[],
  options: UseLinkOptions<D>,
): LinkState<D> {
  const { target } = options;
  const listener = identity(descriptors, options);
  const [last, setLast] = useState<{ readonly listener: string; readonly event: EventOf<D> } | null>(null);
  const [fault, setFault] = useState<{ readonly listener: string; readonly error: TypeError } | null>(null);
  const newest = useRef(options);
  const link = useRef<Link | null>(null);

  useEarlyEffect(() => {
    newest.current = options;
  });
  useEarlyEffect(() => {
    const { onEvent: _, source, ...rest } = options;
    const awaited = options.origin === null ? [descriptors].flat().filter(isCallback) : descriptors;
    if (options.origin === null && !(awaited as readonly D[]).length) return undefined; // nothing to hear yet
    try {
      link.current = listen(awaited as readonly D[], {
        ...rest,
        ...(source && { source: () => windowOf(newest.current.source) }),
        onEvent(found: EventOf<D>) {
          setLast({ listener, event: found });
          newest.current.onEvent?.(found);
        },
      } as unknown as ListenOptions<D>);
    } catch (error) {
      setFault({ listener, error: error as TypeError });
      report(error);
    }
    return () => {
      link.current?.stop();
      link.current = null;
    };
  }, [listener, target]);

  const callback = useCallback<Link["callback"]>((response) => link.current?.callback(response), []);
  return {
    event: last?.listener === listener ? last.event : null,
    callback,
    error: fault?.listener === listener ? fault.error : null,
  };
}

function isCallback({ channel }: Descriptor): boolean {
  return channel === "callback";
}

function windowOf(source: Source | undefined): object | null | undefined {
  return typeof source === "function" ? source() : source?.current?.contentWindow;
}

/** Is equal for options that make no difference to a running listener. */
function identity(descriptors: Descriptor | readonly Descriptor[], options: object): string {
  const { origin, source } = options as { origin?: unknown; source?: unknown };
  return String([[descriptors].flat().map((item) => item.payload), typeof origin, origin, !source]);
}

/** Makes a mistake as loud as one that nothing caught, without taking the page away. */
function report(error: unknown): void {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}

/** What `useLinkOutcome` needs to know. */
export type UseLinkOutcomeOptions<D extends Descriptor> = UseLinkOptions<D> & {
  /** What reads the events: `createRuntime([rules])`, with the rules of the providers. */
  readonly runtime: Pick<Runtime, "resolveOutcome" | "planRetry">;
  /** The texts in the user's language, of one provider or several; null while they are being loaded. */
  readonly texts?: Texts<EndUserText> | readonly Texts<EndUserText>[] | null;
  /** The name under which the attempts are counted, `link` by default; another one for each connection on a page. */
  readonly attempts?: string;
  /** Where they are kept: `memory` (the default) until the page is loaded again, `session` until the tab is closed. */
  readonly storage?: AttemptStorage;
};

/** What a component knows of an attempt. */
export interface LinkOutcome<D extends Descriptor> extends LinkState<D> {
  /** What the last recognized event says; null before the first and after a retry. */
  readonly outcome: Outcome | null;
  /** What to do about it, given the failed attempts so far; null before the first event. */
  readonly plan: RetryPlan | null;
  /** What to tell the user, in their language; null where the event decides nothing, as a mere step. */
  readonly text: (EndUserText & Language) | null;
  /** For `useRetry`. */
  readonly counter: AttemptCounter;
}

/**
 * Listens like `useLink`, and says of the last event how the attempt ended, what to do, and what the user reads.
 *
 * Each failure is counted, and a success starts over; the plan stops where another attempt could lock an account.
 */
export function useLinkOutcome<D extends Descriptor>(
  descriptors: D | readonly D[],
  options: UseLinkOutcomeOptions<D>,
): LinkOutcome<D> {
  const { runtime, texts, attempts = "link", storage, onEvent } = options;
  const counter = attemptCounter(attempts, storage);
  const { failed, retries } = useSyncExternalStore(counter.subscribe, counter.get, () => NO_ATTEMPTS);
  const [read, setRead] = useState<Reading<D> | null>(null);
  const link = useLink<D>(descriptors, {
    ...options,
    onEvent(event: EventOf<D>) {
      const reading = readingOf<D>(event, runtime, counter);
      if (reading) setRead(reading);
      onEvent?.(event);
    },
  });

  const isOver = read?.counter !== counter || read.retries !== retries || !link.event;
  const outcome = isOver ? null : read.outcome;
  const plan = useMemo(
    () => outcome && runtime.planRetry(outcome, { attempts: Math.max(failed, 1) }),
    [outcome, runtime, failed],
  );
  const text = outcome?.because && texts ? textFor(outcome, texts) : null;
  return { ...link, event: isOver ? null : read.event, outcome, plan, text, counter };
}

interface Reading<D extends Descriptor> {
  readonly event: EventOf<D>;
  readonly outcome: Outcome;
  readonly counter: AttemptCounter;
  /** How often the user had tried again before it. */
  readonly retries: number;
}

/** Reads an event and counts its failure; null for what is none of the widget's events. */
function readingOf<D extends Descriptor>(
  event: EventOf<D>,
  runtime: Pick<Runtime, "resolveOutcome" | "planRetry">,
  counter: AttemptCounter,
): Reading<D> | null {
  if (event.kind === "unrecognized") return null;
  const { payload } = event as RecognizedEvent; // with its provider
  const outcome = runtime.resolveOutcome(event.data, { payload });
  const { failed, retries } = counter.get();
  const phase: string | null | undefined = outcome.because?.phase;
  if (phase === "failure") counter.fail(runtime.planRetry(outcome, { attempts: failed + 1 }).delay_s);
  if (phase === "success" && failed) counter.succeed();
  return { event, outcome, counter, retries };
}

/** Whether and when the user may try again. */
export interface Retry {
  /** Whole seconds until the next attempt may begin; 0 when it may. */
  readonly secondsLeft: number;
  /** Whether the attempt is over and another one may begin now. */
  readonly canRetry: boolean;
  /** Starts over, if it may: the outcome is forgotten, and `key` is another. The same function in every render. */
  readonly retry: () => void;
  /** How many attempts have failed since the last success. */
  readonly attempts: number;
  /** Changes with each retry: the `key` of the iframe, which is then loaded again. */
  readonly key: number;
}

/**
 * Says whether and when the user may try again, counting down; takes what `useLinkOutcome` returns.
 *
 * Attempts and the time to wait belong to the counter: they survive when the component is mounted again.
 */
export function useRetry(link: Pick<LinkOutcome<Descriptor>, "outcome" | "plan" | "counter">): Retry {
  const { outcome, plan, counter } = link;
  const { failed, retries } = useSyncExternalStore(counter.subscribe, counter.get, () => NO_ATTEMPTS);
  const subscribe = useCallback((onChange: () => void) => everySecond(counter, onChange), [counter]);
  const left = useSyncExternalStore(subscribe, () => secondsLeft(counter), () => 0);
  const canRetry = left === 0 && mayRetry(outcome, plan);
  const allowed = useRef(canRetry);
  useEarlyEffect(() => {
    allowed.current = canRetry;
  });
  const retry = useCallback(() => {
    if (allowed.current) counter.retry();
    allowed.current = false; // a second click is none
  }, [counter]);
  return { secondsLeft: left, canRetry, retry, attempts: failed, key: retries };
}

/** After a failure the plan decides; whoever left of their own accord may come back. */
function mayRetry(outcome: Outcome | null, plan: RetryPlan | null): boolean {
  const phase: string | null | undefined = outcome?.because?.phase;
  if (phase === "cancelled") return (plan?.decision as string) === "stop";
  return phase === "failure" && !!plan?.attempts_left;
}
