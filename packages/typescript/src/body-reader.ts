import { readBody } from "./decode.js";
import type { Runtime } from "./engine.js";
import { readerOf } from "./reader.js";
import type { ProviderRules } from "./rulebook.js";

/** What receiving webhooks needs: it reads the JSON of bodies, and no text. */
export type BodyReader = Pick<Runtime, "planRetry" | "resolveOutcome">;

/** Makes it when it is first asked, so that importing it does nothing. */
export function bodyReader(providers: () => readonly ProviderRules[]): () => BodyReader {
  let made: BodyReader | undefined;
  return () => (made ??= readerOf(providers(), readBody));
}
