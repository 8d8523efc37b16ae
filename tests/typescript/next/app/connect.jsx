"use client";

import { useRef } from "react";
import { createRuntime } from "linkcodes/engine";
import { connectEvent } from "linkcodes/flinks/events";
import { rules } from "linkcodes/flinks/rules";
import { useLinkOutcome, useRetry } from "linkcodes/react";
import { texts } from "linkcodes/texts/en/flinks";

const runtime = createRuntime([rules]);

export function Connect() {
  const frame = useRef(null);
  const options = { origin: null, source: frame, runtime, texts, storage: "session" };
  const link = useLinkOutcome(connectEvent, options);
  const { secondsLeft } = useRetry(link);
  return <p role="status">{link.text?.title ?? `nothing yet, ${secondsLeft} seconds`}</p>;
}
