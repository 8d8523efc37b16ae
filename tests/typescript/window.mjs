/** A window of the test's own: messages from anyone, and errors that can be seen. */

import { load } from "./package.mjs";

export const ORIGIN = "https://toolbox-iframe.private.fin.ag";

const { listen } = await load("listener");
const { connectEvent } = await load("flinks/events");

/** A `message` event with any sender, which Node's own class does not allow. */
class Message extends Event {
  constructor(data, { origin = ORIGIN, source = null } = {}) {
    super("message");
    Object.assign(this, { data, origin, source });
  }
}

/** Starts a listener on a window of its own; returns the link, what it hands on, and how to post to it. */
export function start(options = {}, descriptors = connectEvent) {
  const target = new EventTarget();
  const events = [];
  const link = listen(descriptors, {
    origin: ORIGIN,
    target,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { ...link, events, post: (data, from) => target.dispatchEvent(new Message(data, from)) };
}

/** Runs an action and returns what it reported as an uncaught error. */
export function reported(action) {
  const errors = [];
  globalThis.reportError = (error) => errors.push(error);
  try {
    action();
  } finally {
    delete globalThis.reportError;
  }
  return errors;
}
