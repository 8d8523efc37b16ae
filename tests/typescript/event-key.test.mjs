/** What a webhook is told from others by, where the provider documents fields and where it does not. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { load } from "./package.mjs";

const { eventKey, reread } = await load("webhooks");
const bytes = (text) => new TextEncoder().encode(text);

test("documented fields are the key, else the digest of the body, named as such", async () => {
  const sent = bytes('{"type": "payment.updated", "event_id": "e-1", "message": "", "payload": {}}');
  assert.deepEqual(await eventKey(await reread("lean", sent), sent), { kind: "fields", text: 'lean:["e-1"]' });
  const news = bytes('{"webhook_type": "TRANSACTIONS", "webhook_code": "SYNC_UPDATES_AVAILABLE", "item_id": "i-1"}');
  const text = `plaid:body-sha256:${createHash("sha256").update(news).digest("hex")}`;
  assert.deepEqual(await eventKey(await reread("plaid", news), news), { kind: "digest", text });
});
