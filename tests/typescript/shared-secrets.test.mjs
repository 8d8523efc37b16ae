/** Providers that sign nothing: a secret in a header says who sends, and the delivery says that this is all. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load } from "./package.mjs";

const { receive, verify } = await load("webhooks");
const bytes = (value) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const USER = "hook-user:a pass:word";
const PROOF = btoa(USER);
const MX = bytes({
  type: "CONNECTION_STATUS",
  action: "CHANGED",
  connection_status: "DENIED",
  connection_status_id: 2,
  member_guid: "MBR-1",
  user_guid: "USR-1",
});
const PLUGGY = bytes({ event: "item/error", eventId: "e-1", itemId: "i-1", error: { code: "INVALID_CREDENTIALS" } });
const reason = (...call) =>
  verify(...call).then(
    () => assert.fail("it was accepted"),
    (error) => (assert.ok(!error.message.includes("pass:word")), error.reason),
  );

describe("a secret in a header", () => {
  test("is read as HTTP has it", async () => {
    for (const value of [`Basic ${PROOF}`, `basic ${PROOF}`, `BASIC   ${PROOF}`, `\tBasic ${PROOF} `])
      await verify("mx", MX, { authorization: value }, ["another", USER]);
    for (const value of [`Basic${PROOF}`, PROOF, `Bearer ${PROOF}`])
      assert.equal(await reason("mx", MX, { Authorization: value }, USER), "malformed");
    for (const value of ["Basic x", `Basic ${PROOF}=`, `Basic ${PROOF.slice(0, -1)}`, `Basic ${PROOF} x`, `Basic ${PROOF}\n`])
      assert.equal(await reason("mx", MX, { Authorization: value }, USER), "mismatch");
    assert.equal(await reason("mx", MX, {}, USER), "missing_header");
  });

  test("may be in a header of your own", async () => {
    const own = { "X-Hook": "s3cret" };
    await verify("pluggy", PLUGGY, own, "s3cret", { header: "x-hook" });
    assert.equal(await reason("pluggy", PLUGGY, own, "S3cret", { header: "x-hook" }), "mismatch");
    assert.equal(await reason("pluggy", PLUGGY, own, "s3cret"), "missing_header");
  });

  test("does not make a delivery count as signed", async () => {
    const mx = await receive("mx", MX, { Authorization: `Basic ${PROOF}` }, USER);
    assert.deepEqual([mx.signed, mx.event.payload, mx.idempotencyKey], [false, "webhook.connection_status", null]);
    const pluggy = await receive("pluggy", PLUGGY, { Authorization: "hush" }, "hush");
    assert.deepEqual([pluggy.signed, pluggy.idempotencyKey, pluggy.event.name], [false, 'pluggy:["e-1"]', "item/error"]);
    const broken = await receive("mx", bytes("{"), { Authorization: `Basic ${PROOF}` }, USER);
    assert.equal(broken.event.kind, "invalid");
  });

  test("a name of a header that is none is a mistake of the program", async () => {
    for (const scheme of ["mx", "pluggy", "lean"])
      await assert.rejects(verify(scheme, MX, {}, USER, { header: 1 }), /the name of the header must be text, not number/);
  });
});
