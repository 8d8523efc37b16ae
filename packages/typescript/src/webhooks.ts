/**
 * Webhooks: does the provider send it (`verify`), and what does it bring (`receive`)? Both need Web Crypto only. A right
 * signature does not say that a call is new: drop repeats by `idempotencyKey`, and make handlers safe to repeat.
 */

export type { Delivery, DescribedEvent, OtherEvent, ReceiveOptions, WebhookEvent } from "./receive.js";
export { receive, reread } from "./receive.js";
export { cachedKeys, type CachedKeysOptions } from "./key-cache.js";
export type { Keys, KeySource } from "./jws.js";
export type { PublicKey } from "./jws-keys.js";
export type { OptionsFor, Scheme, Secrets, SignatureProblem, VerifyOptions, WebhookBody, WebhookHeaders } from "./verify.js";
export { SignatureError, verify } from "./verify.js";
