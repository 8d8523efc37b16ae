/**
 * Webhooks: does the provider send it (`verify`), and what does it bring (`receive`)? Both need Web Crypto only. A right
 * signature does not say that a call is new: drop repeats by `idempotencyKey`, and make handlers safe to repeat.
 */

import { reader, WEBHOOKS } from "./deliveries.js";
import { receiver, rereader, type Receive, type Reread } from "./receive.js";
import { type Scheme, tokenChecker } from "./verify.js";

export type { Delivery, DescribedEvent, OtherEvent, Receive, ReceiveOptions, Reread, WebhookEvent } from "./receive.js";
export { eventKey, type EventKey } from "./event-key.js";
export { withRaw } from "./hidden.js";
export { cachedKeys, KeyNotFetched, type CachedKeysOptions } from "./key-cache.js";
export { fetchedKeys, type FetchedKeysOptions, type KeyScheme } from "./key-fetch.js";
export type { Keys, KeySource } from "./jws.js";
export type { PublicKey } from "./jws-keys.js";
export type { OptionsFor, Scheme, Secrets, SignatureProblem, VerifyOptions, WebhookBody, WebhookHeaders } from "./verify.js";
export { SignatureError, verify } from "./verify.js";

/**
 * Verifies a webhook of any provider, decodes and validates it, and plans what to do next. It brings the data of all
 * providers; `linkcodes/<provider>/webhooks` has the same for one.
 */
export const receive: Receive<Scheme> = /* @__PURE__ */ receiver<Scheme>(
  WEBHOOKS,
  reader,
  tokenChecker,
);

/** Reads a stored webhook of any provider again; it verifies nothing. */
export const reread: Reread<Scheme> = /* @__PURE__ */ rereader<Scheme>(WEBHOOKS, reader);
