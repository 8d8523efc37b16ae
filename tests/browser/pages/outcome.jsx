/** The application under test: a component that shows what to do, with the hooks for outcomes and retries. */

import { StrictMode, useRef } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createRuntime } from "linkcodes/engine";
import { connectEvent } from "linkcodes/flinks/events";
import { rules } from "linkcodes/flinks/rules";
import { useLinkOutcome, useRetry } from "linkcodes/react";
import { texts as english } from "linkcodes/texts/en/flinks";

const runtime = createRuntime([rules]);
const upsideDown = { ...english, lang: "xx", dir: "rtl" };
window.seen = [];

function Bank({ src, texts, attempts, storage }) {
  const frame = useRef(null);
  const link = useLinkOutcome(connectEvent, {
    origin: src,
    source: frame,
    runtime,
    texts: texts === "xx" ? upsideDown : texts === "none" ? null : english,
    attempts,
    storage,
    onEvent: ({ kind }) => window.seen.push(kind),
  });
  const retry = useRetry(link);
  window.retry = retry.retry;
  window.state = {
    verdict: link.outcome?.verdict ?? null,
    decision: link.plan?.decision ?? null,
    left: link.plan?.attempts_left ?? null,
    title: link.text?.title ?? null,
    lang: link.text?.lang ?? null,
    dir: link.text?.dir ?? null,
    event: link.event?.codes[0]?.value ?? null,
    ...{ secondsLeft: retry.secondsLeft, canRetry: retry.canRetry, attempts: retry.attempts, key: retry.key },
  };
  return (
    <>
      <output>{JSON.stringify(window.state)}</output>
      <iframe key={retry.key} ref={frame} src={src} id="widget" />
    </>
  );
}

let root;
window.show = (properties) => {
  root ??= createRoot(document.querySelector("#root"));
  flushSync(() => root.render(<StrictMode><Bank {...properties} /></StrictMode>));
};
window.leave = () => {
  root.unmount();
  root = undefined;
};
