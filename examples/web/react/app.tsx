import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { createRuntime } from "linkcodes/engine";
import { connectEvent, connectEventResult } from "linkcodes/flinks/events";
import { rules } from "linkcodes/flinks/rules";
import { useLinkOutcome, useRetry } from "linkcodes/react";
import { bestLocale } from "linkcodes/texts";

const languages = { en: () => import("linkcodes/texts/en/flinks") }; // a line for each language of your users
const locales = Object.keys(languages) as (keyof typeof languages)[];
const { texts } = await languages[bestLocale(navigator.languages, locales)]();
const runtime = createRuntime([rules]);

function ConnectBank() {
  const [src, setSrc] = useState<string | null>(null); // your server makes the address of the widget
  useEffect(() => void fetch("/widget-address").then((answer) => answer.text()).then(setSrc), []);
  const frame = useRef<HTMLIFrameElement>(null);
  const origin = src && new URL(src).origin;
  const link = useLinkOutcome(connectEvent, { origin, source: frame, runtime, texts, storage: "session" });
  const { canRetry, key, retry, secondsLeft } = useRetry(link);
  const { event, outcome, text } = link;
  const loginId = outcome?.verdict === "succeeded" ? connectEventResult(event)?.loginId : null;
  useEffect(() => {
    if (loginId) void fetch("/confirm", { method: "POST", body: loginId }); // your server has the last word
  }, [loginId]);
  return (
    <>
      {text && (
        <section role="alert" lang={text.lang} dir={text.dir}>
          <h1>{text.title}</h1>
          <p>{text.body}</p>
          {(canRetry || secondsLeft > 0) && text.button && (
            <button disabled={!canRetry} onClick={retry}>
              {text.button} {secondsLeft > 0 && <time>{secondsLeft}</time>}
            </button>
          )}
        </section>
      )}
      {src && <iframe key={key} ref={frame} src={src} title="Your bank" />}
    </>
  );
}

createRoot(document.querySelector("#root")!).render(<StrictMode><ConnectBank /></StrictMode>);
