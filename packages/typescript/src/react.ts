import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { listen } from "./listener.js";
import type { Descriptor, EventOf, Link, ListenOptions, OriginOf } from "./listener.js";

/** A ref to the widget's iframe, or how to find its window. */
type Source =
  | { readonly current: { readonly contentWindow: object | null } | null }
  | (() => object | null | undefined);

/** What `useLink` needs to know. */
export type UseLinkOptions<D extends Descriptor> = OriginOf<D> & {
  /** The widget's iframe; messages of other windows are ignored. Recommended. */
  readonly source?: Source;
  /** Called for every event; always the function of the latest render. */
  readonly onEvent?: (event: EventOf<D>) => void;
};

/** What a component has of its widgets. */
export interface LinkState<D extends Descriptor> {
  /** The last event; null before the first, and again once the descriptors or the origin are others. */
  readonly event: EventOf<D> | null;
  /** What to hand to an SDK as its callback; the same function in every render. */
  readonly callback: Link["callback"];
}

/** A layout effect runs before the iframe can load: no message is missed. On servers React 18 warns of it. */
const useEarlyEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * Listens to a widget or several, as `listen` does, while the component is mounted.
 *
 * It restarts only when the descriptors, the origin or the presence of `source` change.
 *
 * @throws TypeError when it is mounted with options that cannot be safe, above all without an exact origin.
 */
export function useLink<D extends Descriptor>(
  descriptors: D | readonly D[],
  options: UseLinkOptions<D>,
): LinkState<D> {
  const listener = identity(descriptors, options);
  const [last, setLast] = useState<{ readonly listener: string; readonly event: EventOf<D> } | null>(null);
  const newest = useRef(options);
  const link = useRef<Link | null>(null);

  useEarlyEffect(() => {
    newest.current = options;
  });
  useEarlyEffect(() => {
    const started = listen(descriptors, {
      ...options,
      ...(options.source && { source: () => windowOf(newest.current.source) }),
      onEvent(found: EventOf<D>) {
        setLast({ listener, event: found });
        newest.current.onEvent?.(found);
      },
    } as ListenOptions<D>);
    link.current = started;
    return started.stop;
  }, [listener]);

  const callback = useCallback<Link["callback"]>((response) => link.current?.callback(response), []);
  return { event: last?.listener === listener ? last.event : null, callback };
}

function windowOf(source: Source | undefined): object | null | undefined {
  return typeof source === "function" ? source() : source?.current?.contentWindow;
}

/** Is equal for options that make no difference to a running listener. */
function identity(descriptors: Descriptor | readonly Descriptor[], options: object): string {
  const { origin, source } = options as { origin?: unknown; source?: unknown };
  return String([[descriptors].flat().map((item) => item.payload), origin, !source]);
}
