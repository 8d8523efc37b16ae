/** The application under test: a page with a widget, strangers beside it, and an SDK that calls back. */

import { connectErrorCodeBehavior } from "linkcodes/flinks/behavior";
import { connectEvent } from "linkcodes/flinks/events";
import { linkCallback } from "linkcodes/lean/events";
import { listen } from "linkcodes/listener";

const controller = new AbortController();
const widget = () => document.querySelector("#widget").contentWindow;

window.events = [];
window.clicks = 0;
window.lookups = 0;
document.querySelector("button").onclick = () => (window.clicks += 1);

function onEvent(event) {
  const [code] = event.codes;
  const category = code && connectErrorCodeBehavior(code.value).category;
  window.events.push({ kind: event.kind, payload: event.payload, code: code?.value, known: event.known, category });
  if (event.data?.flinksCode === "UNAUTHORIZED") throw new Error("in the application");
}

window.start = (origin) => {
  const { signal } = controller;
  const source = () => {
    window.lookups += 1;
    return widget();
  };
  window.link = listen([connectEvent, linkCallback], { origin, source, signal, onEvent });
};
window.abort = () => controller.abort();
