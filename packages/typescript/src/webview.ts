import { decode, type Descriptor, type EventOf, type MessageTarget } from "./listener.js";
import { isArray, own, textOf } from "./safely.js";

/** Marks what the script forwards, among all that a page may post to its app. */
const MARK = "linkcodes.message";
const NAME = "linkcodes";
const MAX_LENGTH = 100_000;

/** A web view, as the JavaScript of an app sees it: `listen` and the hooks take it as `target`. */
export interface Bridge extends MessageTarget {
  /** What the web view runs before the page loads: it forwards to the app what is posted to the page. */
  readonly script: string;
  /** What the web view calls with each message: an event of React Native, or the text itself. Never throws. */
  readonly onMessage: (message: unknown) => void;
}

interface Forwarded {
  readonly data: unknown;
  /** Who posted it, as the page says; or where the page is, as the web view says. Null where no one says it. */
  readonly origin: string | null;
}

/**
 * Makes the bridge to a web view: events in an app, which has no window, are those that `listen` gives in a page.
 *
 * @throws TypeError when `name` is no identifier.
 */
export function createBridge(name?: string): Bridge {
  const listeners = new Set<unknown>();
  return {
    script: forwardingScript(name),
    onMessage(message) {
      const found = { ...forwarded(message), source: null };
      for (const listener of [...listeners]) (listener as (event: object) => void)(found);
    },
    addEventListener(_, listener, options) {
      const signal = own(options, "signal") as AbortSignal | undefined;
      if (signal?.aborted) return;
      listeners.add(listener);
      signal?.addEventListener?.("abort", () => listeners.delete(listener));
    },
    removeEventListener: (_, listener) => void listeners.delete(listener),
  };
}

/**
 * Reads one message that a web view handed to the app, by one of the descriptors; null unless it is of this origin, or of
 * one of several. Never throws.
 */
export function readMessage<D extends Descriptor>(
  message: unknown,
  descriptors: D | readonly D[],
  origin: string | readonly string[],
): EventOf<D> | null {
  const { data, origin: sender } = forwarded(message);
  const isExpected = sender !== null && (isArray(origin) ? origin : [origin]).includes(sender);
  return isExpected ? decode(descriptors, data, sender) : null;
}

/** Finds what was posted, and by whom; what is not as the script forwards it is of the page itself. */
function forwarded(message: unknown): Forwarded {
  const event = own(message, "nativeEvent");
  const text = event === undefined ? message : own(event, "data");
  const found = parsed(text);
  const data = own(found, MARK);
  if (data !== undefined) return { data, origin: textOf(own(found, "origin")) };
  const [page = null] = /^https?:\/\/[^/?#]+/.exec(textOf(own(event, "url")) ?? "") ?? [];
  return { data: text, origin: page };
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string" || text.length > MAX_LENGTH) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Returns a script for the page in a web view, which forwards to the app what is posted to the page: to React Native, and
 * by `name` to iOS (`WKScriptMessageHandler`), Android (`addWebMessageListener`) and Flutter (`JavaScriptChannel`).
 * It ends in `true`, as React Native wants it.
 *
 * @throws TypeError when `name` is no identifier.
 */
export function forwardingScript(name: string = NAME): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new TypeError(`linkcodes: "${name}" is no identifier`);
  return `(function (w, name) {
  var mark = "linkcodes forwards to " + name;
  if (w[mark]) return;
  w[mark] = true;
  w.addEventListener("message", function (event) {
    try {
      var text = JSON.stringify({ "${MARK}": event.data, origin: event.origin });
      var ios = w.webkit && w.webkit.messageHandlers && w.webkit.messageHandlers[name];
      var app = w.ReactNativeWebView || ios || w[name];
      if (app) app.postMessage(text);
      else if (w.flutter_inappwebview) w.flutter_inappwebview.callHandler(name, text);
    } catch (error) {}
  });
})(window, "${name}");
true;`;
}

/**
 * Posts a value from a page of your own to the app whose web view shows it, as JSON text, on the same ways as the script.
 * Returns whether there is such an app. Never throws.
 */
export function postToApp(value: unknown, name: string = NAME): boolean {
  const page = globalThis as unknown as Record<string, any>;
  try {
    const text = JSON.stringify(value);
    const app = page.ReactNativeWebView ?? page.webkit?.messageHandlers?.[name] ?? page[name];
    if (app) app.postMessage(text);
    else if (page.flutter_inappwebview) page.flutter_inappwebview.callHandler(name, text);
    else return false;
    return true;
  } catch {
    return false;
  }
}
