/** How many bytes an application pays. The budgets are those of the design. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import { DIR, MANIFEST, SPEC } from "./package.mjs";

/** Bundles a module that uses the package by its public sub-paths; returns the minified text. */
async function bundle(contents, external = []) {
  const options = { external, bundle: true, minify: true, format: "esm", write: false, logLevel: "silent" };
  const { outputFiles } = await build({ stdin: { contents, resolveDir: DIR }, ...options });
  return outputFiles[0].text;
}

/** The package as an application's `node_modules` has it. */
const resolver = {
  name: "linkcodes",
  resolveId: (id) => (id === "entry" ? id : id.startsWith("linkcodes/") ? entryOf(id) : null),
};

function entryOf(id) {
  const { default: path } = MANIFEST.exports[id.replace("linkcodes", ".")];
  return { id: `${DIR}/${path.slice(2)}`, moduleSideEffects: false };
}

async function withRollup(contents) {
  const made = await rollup({ input: "entry", plugins: [{ ...resolver, load: (id) => (id === "entry" ? contents : null) }] });
  return (await made.generate({ format: "esm" })).output[0].code;
}

async function withVite(contents) {
  const plugins = [{ ...resolver, enforce: "pre", load: (id) => (id === "entry" ? contents : null) }];
  const options = { write: false, minify: false, rollupOptions: { input: "entry", treeshake: true } };
  const made = await vite({ configFile: false, logLevel: "silent", plugins, build: options });
  return made.output[0].code;
}

/** By what one does with one provider: the module, and what is taken from it. */
const USES = {
  classify: ["classify", "classify"],
  plan: ["classify", "classify, planRetry"],
  runtime: ["runtime", "decode"],
  webhooks: ["webhooks", "receive"],
};
/** The most that it costs, in bytes after gzip. */
const ONE_PROVIDER = {
  lean: { classify: 22_150, plan: 26_350, runtime: 48_650, webhooks: 47_850 },
  flinks: { classify: 17_350, plan: 21_650, runtime: 37_800, webhooks: 36_900 },
  argyle: { classify: 18_800, plan: 23_100, runtime: 40_900, webhooks: 40_150 },
  enable_banking: { classify: 13_900, plan: 18_350, runtime: 33_150, webhooks: 34_450 },
  gocardless: { classify: 12_850, plan: 17_150, runtime: 31_300 },
  mx: { classify: 13_850, plan: 18_200, runtime: 33_850, webhooks: 33_000 },
  pluggy: { classify: 15_650, plan: 19_950, runtime: 37_200, webhooks: 36_300 },
  plaid: { classify: 32_950, plan: 37_250, runtime: 59_900, webhooks: 61_500 },
};

const gzip = (text) => gzipSync(text, { level: 9 }).length;

describe("a bundle", () => {
  test("of one constant contains that constant and no other", async () => {
    const text = await bundle(`
      import * as SecondaryStatus from "linkcodes/lean/secondary-status";
      console.log(SecondaryStatus.INVALID_MFA);`);
    assert.ok(text.length <= 300, `${text.length} bytes`);
    assert.match(text, /INVALID_MFA/);
    assert.doesNotMatch(text, /OTP|REQUIRES_MFA/);
  });

  test("of a guard has no metadata", async () => {
    const text = await bundle(`
      import { isSecondaryStatus } from "linkcodes/lean/secondary-status";
      console.log(isSecondaryStatus(location.hash));`);
    assert.doesNotMatch(text, /category|summary|submit_otp/);
  });

  test("of the listener with Flinks Connect and its classification stays below 3 kB", async () => {
    const text = await bundle(`
      import { listen } from "linkcodes/listener";
      import { connectEvent } from "linkcodes/flinks/events";
      import { connectErrorCodeBehavior, connectStepBehavior } from "linkcodes/flinks/behavior";
      listen(connectEvent, {
        origin: "https://toolbox-iframe.private.fin.ag",
        onEvent: ({ data: { flinksCode, step } }) =>
          console.log(connectErrorCodeBehavior(flinksCode), connectStepBehavior(step)),
      });`);
    assert.match(text, /DISABLED_INSTITUTION/);
    assert.ok(gzip(text) <= 3_000, `${gzip(text)} bytes`);
  });

  test("of one text contains that text and no other", async () => {
    const text = await bundle(`
      import { CREDENTIALS_INVALID } from "linkcodes/texts/en";
      console.log(CREDENTIALS_INVALID.title);`);
    assert.ok(text.length <= 300, `${text.length} bytes`);
    assert.match(text, /sign-in details/);
  });

  test("of the texts for users of one provider has no other's, and nothing for support agents", async () => {
    const text = await bundle(`
      import { textFor } from "linkcodes/texts";
      import { texts } from "linkcodes/texts/en/flinks";
      console.log(textFor(null, texts));`);
    assert.ok(gzip(text) <= 4_900, `${gzip(text)} bytes`);
    assert.doesNotMatch(text, /lean:|argyle:|never_ask|One-time codes, or answers/);
  });

  test("of the hooks stays below 3.4 kB beside React", async () => {
    const text = await bundle(
      `import { useLinkOutcome, useRetry } from "linkcodes/react";
      console.log(useLinkOutcome, useRetry);`,
      ["react"],
    );
    assert.ok(gzip(text) <= 3_400, `${gzip(text)} bytes`);
  });

  test("of anything but the hook does without React", async () => {
    const modules = readdirSync(`${DIR}/dist`, { recursive: true }).filter((name) => name.endsWith(".js"));
    const text = (name) => readFileSync(`${DIR}/dist/${name}`, "utf-8");
    assert.deepEqual(
      modules.filter((name) => /from ["']react["']/.test(text(name))),
      ["react.js"],
    );
  });

  test("that uses nothing of what it imports is empty", async () => {
    const text = await bundle(`
      import * as o from "linkcodes/texts"; import * as p from "linkcodes/texts/en/flinks";
      import * as q from "linkcodes/texts/en"; import * as r from "linkcodes/texts/en/support";
      import * as s from "linkcodes/webview";
      import * as t from "linkcodes/webhooks"; import * as u from "linkcodes/flinks/webhooks";
      import * as v from "linkcodes/flinks/runtime"; import * as w from "linkcodes/flinks/classify";
      import * as i from "linkcodes/runtime"; import * as j from "linkcodes/engine";
      import * as k from "linkcodes/flinks/rules"; import * as l from "linkcodes/validate/flinks";
      import * as m from "linkcodes/simulate"; import * as n from "linkcodes/simulate/flinks";
      import * as a from "linkcodes/flinks"; import * as b from "linkcodes/flinks/api-code";
      import * as c from "linkcodes/flinks/behavior"; import * as d from "linkcodes/flinks/info";
      import * as e from "linkcodes/flinks/events"; import * as f from "linkcodes/listener";
      import * as g from "linkcodes/taxonomy"; import * as h from "linkcodes";`);
    assert.equal(text, "");
  });

  test("of the engine contains the rules of the providers that it is given", async () => {
    const text = await bundle(`
      import { createRuntime } from "linkcodes/engine";
      import { rules } from "linkcodes/flinks/rules";
      console.log(createRuntime([rules]));`);
    assert.match(text, /DISABLED_INSTITUTION/);
    assert.doesNotMatch(text, /bank_connection\.error|linksdk\.status/);
  });

  test("of one provider has its data alone, and stays at its bound", async () => {
    const modules = ([id, bounds]) => [...new Set(Object.keys(bounds).map((name) => `./${id}/${USES[name][0]}`))];
    const listed = Object.entries(ONE_PROVIDER).flatMap(modules);
    const names = Object.keys(MANIFEST.exports).filter((path) => /^\.\/\w+\/(classify|runtime|webhooks)$/.test(path));
    assert.deepEqual(listed.sort(), names.sort());
    for (const [id, bounds] of Object.entries(ONE_PROVIDER))
      for (const [name, bound] of Object.entries(bounds)) {
        const [module, used] = USES[name];
        const text = await bundle(`import { ${used} } from "linkcodes/${id}/${module}"; console.log([${used}]);`);
        assert.ok(gzip(text) <= bound, `${id}/${name}: ${gzip(text)} bytes`);
      }
  });

  test("that only classifies has nothing that plans", async () => {
    const text = await bundle(`import { classify } from "linkcodes/flinks/classify"; console.log(classify);`);
    assert.match(text, /DISABLED_INSTITUTION/);
    assert.doesNotMatch(text, /jitter_percent|Ask the user/);
  });

  test("that receives what no token signs has nothing that checks tokens", async () => {
    for (const [id] of Object.entries(ONE_PROVIDER).filter(([, bounds]) => bounds.webhooks)) {
      const text = await bundle(`import { receive } from "linkcodes/${id}/webhooks"; console.log(receive);`);
      const { signatures } = SPEC.providers.find((provider) => provider.id === id);
      const hasTokens = signatures.some(({ algorithm }) => algorithm.startsWith("jws"));
      assert.equal(text.includes("RSASSA-PKCS1"), hasTokens, id);
    }
  });

  test("weighs what the README says", async () => {
    const readme = readFileSync(`${DIR}/README.md`, "utf-8");
    const [, one, all] = /at most (\d+) kB with gzip(?:.|\n)*for all providers: (\d+) kB/.exec(readme).map(Number);
    assert.equal(one, Math.ceil(Math.max(...Object.values(ONE_PROVIDER).map(({ webhooks = 0 }) => webhooks)) / 5_000) * 5);
    for (const name of ["classify", "runtime"]) {
      const said = new RegExp(`linkcodes/[^/]+/${name}\`[^]*?(\\d+) to (\\d+) kB`).exec(readme).slice(1).map(Number);
      const bounds = Object.values(ONE_PROVIDER).map((each) => Math.round(each[name] / 1_000));
      assert.deepEqual(said, [Math.min(...bounds), Math.max(...bounds)], name);
    }
    for (const [name, use] of [["runtime", "decode"], ["webhooks", "receive"]]) {
      const size = gzip(await bundle(`import { ${use} } from "linkcodes/${name}"; console.log(${use});`)) / 1_000;
      assert.ok(size <= all && size > all - 10, `linkcodes/${name}: ${size} kB`);
    }
  });

  for (const [bundler, bundled] of Object.entries({ esbuild: bundle, rollup: withRollup, vite: withVite }))
    test(`of one lookup has those sources alone that it names, with ${bundler}`, async () => {
      const text = await bundled(`
        import { connectErrorCodeInfo } from "linkcodes/flinks/info";
        console.log(connectErrorCodeInfo(location.hash).summary);`);
      const { providers } = SPEC;
      const { sources, vocabularies } = providers.find(({ id }) => id === "flinks");
      const { codes } = vocabularies.find(({ id }) => id === "flinks:connect.error");
      const named = new Set(JSON.stringify(codes).match(/(?<="source":\s*")[^"]+/g));
      const found = sources.filter(({ url }) => text.includes(url)).map(({ id }) => id);
      assert.ok(found.length > 0 && found.length < sources.length / 2);
      assert.deepEqual(found.filter((id) => !named.has(id)), []);
    });

  test("of one lookup has nothing of the other vocabularies", async () => {
    const text = await bundle(`
      import { connectErrorCodeInfo } from "linkcodes/flinks/info";
      console.log(connectErrorCodeInfo(location.hash).summary);`);
    assert.match(text, /DISABLED_INSTITUTION/);
    assert.doesNotMatch(text, /SECURITYRESPONSES_INCOMPLETE|APP_MOUNTED/);
  });
});
