// The validators in a real browser, on a page whose policy forbids to make code out of text. All of it runs in
// the page's own script: what a debugger evaluates is not bound by the policy.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { examplesOf } from "../typescript/examples.mjs";
import { DIR, SPEC } from "../typescript/package.mjs";
import { launch, serve } from "./chromium.mjs";

const POLICY = "default-src 'none'; script-src 'self'";
const AJV = createRequire(import.meta.url).resolve("ajv/dist/2020.js");
const EXPECTED = { accept: [true, true], unlisted: [true, false], reject: [false, false] };

const modules = SPEC.providers.map(
  ({ id }) => `
    import { validate as ${id}Tolerant } from "linkcodes/validate/${id}";
    import { validate as ${id}Strict } from "linkcodes/validate/${id}/strict";
    import { is as ${id}Is } from "linkcodes/validate/${id}/is";
    import { is as ${id}StrictIs } from "linkcodes/validate/${id}/strict/is";`,
);
const table = SPEC.providers.map(({ id }) => `${id}: [${id}Tolerant, ${id}Strict]`);
const guards = SPEC.providers.map(({ id }) => `${id}: [${id}Is, ${id}StrictIs]`);
const APPLICATION = `
  ${modules.join("")}
  import { Ajv2020 } from ${JSON.stringify(AJV)};
  const violations = [];
  addEventListener("securitypolicyviolation", ({ blockedURI }) => violations.push(blockedURI));
  const validators = { ${table} };
  const guards = { ${guards} };
  const judge = (provider, payload, value) => {
    const verdicts = validators[provider].map((validate) => validate(payload, value).valid);
    const answers = guards[provider].map((is) => is(payload, value));
    if (String(verdicts) !== String(answers)) throw new Error(payload + ": " + verdicts + " is not " + answers);
    return verdicts;
  };

  async function run() {
    const examples = window.examples.map(({ provider, payload, text }) =>
      judge(provider, payload, JSON.parse(text)));
    const things = [window, document, document.body, location, new Proxy(window, {}), crypto, indexedDB];
    const objects = things.map((thing) => judge("flinks", "connect.event", thing));
    await new Promise((resolve) => setTimeout(resolve));
    const before = [...violations];
    let ajv = "compiled";
    try {
      new Ajv2020().compile({ type: "object" });
    } catch (error) {
      ajv = error.name;
    }
    await new Promise((resolve) => setTimeout(resolve));
    return { examples, objects, before, ajv, violations };
  }
  window.found = run();`;
const SCRIPTS = '<script src="/examples.js"></script><script src="/application.js"></script>';

/** The examples of all payloads, as text, because `__proto__` would not survive as part of a script. */
const examples = SPEC.providers.flatMap(({ id, payloads }) =>
  payloads.flatMap((payload) =>
    examplesOf(payload.id).map(({ verdict, name, value }) => {
      return { provider: id, payload: payload.id, kind: verdict, name, text: JSON.stringify(value) };
    }),
  ),
);

let browser, host, found;

before(async () => {
  const stdin = { contents: APPLICATION, resolveDir: DIR };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: "iife", write: false });
  const scripts = {
    "/examples.js": `window.examples = ${JSON.stringify(examples)}`,
    "/application.js": outputFiles[0].text,
  };
  host = await serve((request, response) => {
    const script = scripts[request.url];
    response.setHeader("content-security-policy", POLICY);
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ?? `<!doctype html><title>Host</title>${SCRIPTS}`);
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

describe("on a page with `script-src 'self'`", () => {
  test("the validators judge every example as its folder says", () => {
    examples.forEach(({ payload, kind, name }, index) =>
      assert.deepEqual(found.examples[index], EXPECTED[kind], `${payload} ${kind}/${name}`),
    );
    assert.ok(examples.length > 1000);
  });

  test("a window, its document and other objects of the browser are refused like any value", () => {
    assert.deepEqual(new Set(found.objects.flat()), new Set([false]));
  });

  test("they keep to the policy, which stops Ajv from compiling a schema", () => {
    assert.deepEqual(found.before, []);
    assert.equal(found.ajv, "EvalError");
    assert.deepEqual(found.violations, ["eval"]);
  });
});
