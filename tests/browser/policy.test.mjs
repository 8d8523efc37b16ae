// All that a page may load of the package, in a real browser under the strictest policy there is: no code out
// of text, no text into the page, no connection. All of it runs in the page's own script: what a debugger
// evaluates is not bound by the policy.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { DIR, load, MANIFEST } from "../typescript/package.mjs";
import { EXAMPLES } from "../typescript/examples.mjs";
import { launch, serve } from "./chromium.mjs";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "frame-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");
const modules = Object.keys(MANIFEST.exports)
  .filter((path) => path !== "./react" && !/\.json$|\*$/.test(path))
  .map((path) => path.replace(".", "linkcodes"));

/** What the page answers for a text; the same function runs here. */
const ask = ({ runtime, validate, decode, connectEvent }, text) => {
  const { decoded, ...outcome } = runtime.resolveOutcome(text);
  return JSON.stringify({
    outcome,
    decoded,
    plan: runtime.planRetry(decoded, { attempts: 2, unattended: true }),
    state: runtime.reduceState(null, text).verdict,
    event: decode(connectEvent, text),
    verdict: validate("connect.event", decoded.data),
  });
};

const APPLICATION = `
  ${modules.map((path, number) => `import * as module${number} from ${JSON.stringify(path)};`).join("\n")}
  import * as runtime from "linkcodes/runtime";
  import { validate } from "linkcodes/validate/flinks";
  import { connectEvent } from "linkcodes/flinks/events";
  import { decode, listen } from "linkcodes/listener";
  import { scenarios } from "linkcodes/simulate/flinks";
  import { emit } from "linkcodes/simulate";

  const violations = [];
  addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
  const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
  const attempt = (action) => {
    try {
      return action();
    } catch (error) {
      return error.name;
    }
  };

  function heard() {
    const events = [];
    const onEvent = ({ kind }) => events.push(kind);
    const { stop } = listen(connectEvent, { origin: location.origin, onEvent });
    const posted = scenarios.filter(({ channel }) => channel === "post_message");
    for (const scenario of posted) emit(scenario, { origin: location.origin });
    stop();
    return [posted.length, events.length];
  }

  /** Objects of another window, and windows themselves. */
  async function strangers() {
    const [near, far] = ["", "allow-scripts"].map((sandbox, index) => {
      const frame = document.createElement("iframe");
      if (index) frame.sandbox = sandbox;
      frame.src = "/frame";
      document.body.append(frame);
      return frame;
    });
    const loaded = (frame) => new Promise((done) => frame.addEventListener("load", done));
    await Promise.all([loaded(near), loaded(far)]);
    const { JSON: theirs, TextEncoder: Encoder, URL: Url } = near.contentWindow;
    const text = '{"status":"ERROR","secondary_status":"INVALID_MFA","list":[1]}';
    const same = [theirs.parse(text), new Encoder().encode(text), new Encoder().encode(text).buffer];
    same.push(new Url("x:y?status=ERROR&secondary_status=INVALID_MFA"));
    const windows = [window, near.contentWindow, far.contentWindow, new Proxy(window, {})];
    const odd = [...windows, document, location, crypto];
    return {
      same: same.map((input) => runtime.decode(input).head?.raw),
      odd: odd.map((input) => runtime.decode(input).raw === input && runtime.resolveOutcome(input).verdict),
    };
  }

  async function run() {
    const answers = window.texts.map((text) => (${ask})({ runtime, validate, decode, connectEvent }, text));
    const found = { answers, heard: heard(), ...(await strangers()) };
    await settled();
    found.before = [...violations];
    const inserted = () => (document.body.innerHTML = "<b>x</b>");
    found.refused = [() => eval("1"), () => new Function("return 1"), inserted].map(attempt);
    await settled();
    const loaded = [${modules.map((_, number) => `module${number}`)}].length;
    return { ...found, loaded, violations };
  }
  window.found = run();`;
const SCRIPTS = '<body><script src="/texts.js"></script><script src="/application.js"></script>';

const texts = EXAMPLES.map(({ value }) => JSON.stringify(value));

let browser, host, found;

before(async () => {
  const stdin = { contents: APPLICATION, resolveDir: DIR };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: "iife", write: false });
  const scripts = {
    "/texts.js": `window.texts = ${JSON.stringify(texts)}`,
    "/application.js": outputFiles[0].text,
  };
  host = await serve((request, response) => {
    const script = scripts[request.url];
    response.setHeader("content-security-policy", POLICY);
    response.setHeader("content-type", `${script ? "text/javascript" : "text/html"}; charset=utf-8`);
    response.end(script ?? `<!doctype html><title>Host</title>${request.url === "/" ? SCRIPTS : ""}`);
  });
  browser = await launch();
  const page = await browser.newPage();
  await page.goto(host.origin);
  found = await page.evaluate(() => window.found);
});

after(async () => {
  await browser?.close();
  host?.close();
});

describe("on a page with Trusted Types, `script-src 'self'` and `connect-src 'none'`", () => {
  test("the runtime, the validators and the reader of messages answer as they do here", async () => {
    const [runtime, { validate }, { decode }, { connectEvent }] = await Promise.all(
      ["runtime", "validate/flinks", "listener", "flinks/events"].map(load),
    );
    assert.ok(texts.length > 1_000);
    const expected = texts.map((text) => ask({ runtime, validate, decode, connectEvent }, text));
    assert.deepEqual(texts.filter((_, index) => found.answers[index] !== expected[index]), []);
  });

  test("every module loads, and what is simulated arrives", () => {
    assert.ok(found.loaded > 20);
    assert.ok(found.heard[0] > 10);
    assert.equal(found.heard[0], found.heard[1]);
  });

  test("objects of another window are read like those of this one, and no window makes it throw", () => {
    assert.deepEqual(new Set(found.same), new Set(["INVALID_MFA"]));
    assert.deepEqual(new Set(found.odd), new Set(["unknown"]));
  });

  test("nothing breaks the policy, which is in force", () => {
    assert.deepEqual(found.before, []);
    assert.deepEqual(found.refused, ["EvalError", "EvalError", "TypeError"]);
    assert.equal(found.violations.length, 3);
  });
});
