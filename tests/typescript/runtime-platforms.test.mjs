/** The runtime where the platform's classes are not those of a browser, as in React Native. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load } from "./package.mjs";

const { decode, planRetry, resolveOutcome } = await load("runtime");

/** As in earlier versions: a text is ignored. */
class Deaf {
  constructor(parameters) {
    this.found = typeof parameters === "object" ? Object.entries(parameters) : [];
  }
  [Symbol.iterator]() {
    return this.found[Symbol.iterator]();
  }
  toString() {
    return this.found.map((pair) => pair.join("=")).join("&");
  }
}

/** As in later versions: a text is read, and an escape that is none throws. */
class Strict extends Deaf {
  constructor(parameters) {
    super(parameters);
    if (typeof parameters === "string")
      this.found = parameters
        .replace(/^\?/, "")
        .split("&")
        .map((pair) => pair.split("=").map((part) => decodeURIComponent(part.replace(/\+/g, " "))));
  }
}

const LINK = "leanlink://error?status=ERROR&secondary_status=INVALID_CREDENTIALS&message=";

describe("a deep link is read alike", () => {
  for (const [name, platform] of Object.entries({ Deaf, Strict, none: undefined }))
    for (const message of ["50%25+off", "50%zz", "%", "%C3"])
      test(`${message} with ${name}`, (t) => {
        const { URLSearchParams, TextDecoder } = globalThis;
        t.after(() => Object.assign(globalThis, { URLSearchParams, TextDecoder }));
        const wanted = resolveOutcome(LINK + message);
        Object.assign(globalThis, { URLSearchParams: platform, TextDecoder: undefined });
        assert.deepEqual(resolveOutcome(LINK + message), wanted);
        assert.equal(wanted.verdict, "failed");
        assert.equal(planRetry(LINK + message).decision, "ask_user");
        assert.equal(decode(`log: ${LINK}${message} <end>`).provider, "lean");
        assert.equal(decode({}).verdict, "unknown");
      });
});
