/** The application under test: a component that uses the hook, in React's strict mode. */

import { Component, StrictMode, useRef } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { connectEvent } from "linkcodes/flinks/events";
import { linkCallback } from "linkcodes/lean/events";
import { useLink } from "linkcodes/react";

const { addEventListener: subscribe, removeEventListener: unsubscribe } = EventTarget.prototype;
window.events = [];
window.callbacks = new Set();
window.refusal = null;
window.subscriptions = { started: 0, active: 0 };

window.addEventListener = (type, ...rest) => {
  if (type === "message") {
    window.subscriptions.started += 1;
    window.subscriptions.active += 1;
  }
  subscribe.call(window, type, ...rest);
};
window.removeEventListener = (type, ...rest) => {
  if (type === "message") window.subscriptions.active -= 1;
  unsubscribe.call(window, type, ...rest);
};

function Bank({ src, origin, name, lookup }) {
  const frame = useRef(null);
  const { event, callback, error } = useLink([connectEvent, linkCallback], {
    origin,
    source: lookup ? () => frame.current?.contentWindow : frame,
    onEvent: (found) => window.events.push([name, found.kind, found.codes[0]?.value]),
  });
  window.callbacks.add(callback);
  window.mistake = error && String(error);
  return (
    <>
      <output>{event ? `${event.kind} ${event.codes[0]?.value}` : "nothing yet"}</output>
      <iframe ref={frame} src={src} id="widget" />
    </>
  );
}

class Boundary extends Component {
  state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  componentDidCatch(error) {
    window.refusal = String(error);
  }
  render() {
    return this.state.failed ? null : this.props.children;
  }
}

const root = createRoot(document.querySelector("#root"));
window.show = (properties) =>
  flushSync(() =>
    root.render(
      <StrictMode>
        <Boundary>
          <Bank {...properties} />
        </Boundary>
      </StrictMode>,
    ),
  );
window.leave = () => root.unmount();
