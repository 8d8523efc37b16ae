import { readBody } from "./decode.js";
import type { Runtime } from "./engine.js";
import { readerOf } from "./reader.js";
import { showsSign } from "./recognize.js";
import type { ProviderRules } from "./rulebook.js";

/** What receiving webhooks needs: it reads the JSON of bodies, and no text. */
export interface BodyReader extends Pick<Runtime, "planRetry" | "resolveOutcome"> {
  /** Whether a body shows a sign of a provider's payload. */
  readonly shows: (provider: string, payload: string, data: object) => boolean;
}

/** Makes it when it is first asked, so that importing it does nothing. */
export function bodyReader(providers: () => readonly ProviderRules[]): () => BodyReader {
  let made: BodyReader | undefined;
  return () => (made ??= { ...readerOf(providers(), readBody), shows });

  function shows(provider: string, payload: string, data: object): boolean {
    const rules = providers().find(({ id }) => id === provider);
    return !!rules?.payloads.some((item) => item.id === payload && showsSign(item, data));
  }
}
