import { bytesOf, type WebhookBody } from "./verify.js";

/** What a webhook can be told from others by. */
export interface EventKey {
  /**
   * Whether it is made of fields that the provider documents, or is the digest of the body. A digest is the same for a
   * repeat and for another event that says the same: let it count for a short time only.
   */
  readonly kind: "fields" | "digest";
  readonly text: string;
}

interface Keyed {
  readonly event: { readonly scheme: string };
  readonly idempotencyKey: string | null;
}

/** Returns the idempotency key of a delivery; or else the digest of its body; `kind` is which. */
export async function eventKey({ event, idempotencyKey }: Keyed, body: WebhookBody): Promise<EventKey> {
  if (idempotencyKey !== null) return { kind: "fields", text: idempotencyKey };
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", bytesOf(body)));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { kind: "digest", text: `${event.scheme}:body-sha256:${hex}` };
}
