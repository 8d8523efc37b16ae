import { connectEvent } from "linkcodes/flinks/events";
import { useLinkOutcome } from "linkcodes/react";

/** A mistake: a hook in a component of the server. */
export default function Page() {
  let said = "nothing";
  try {
    useLinkOutcome(connectEvent, { origin: null });
  } catch (error) {
    said = error.message;
  }
  return <p>{said}</p>;
}
