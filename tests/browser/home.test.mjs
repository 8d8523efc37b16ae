// The box on the home page, in a real browser. Each page is watched: an error on the console, or a request to another
// host, fails the test that opened it.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { answer, cleared, copied, emptied, ERROR, example, input, paste, readSecrets, verdict, visit } from "./home.world.mjs";
import { SECRETS } from "./secrets.mjs";
import { SITE } from "./site.mjs";

const oneLine = (path) => JSON.stringify(JSON.parse(example(path)));

/** What is pasted, and the category, the actor and the first action that a person reads out of it. */
const PAYLOADS = [
  ["a wrong one-time code in a callback", example("lean:linksdk.callback/accept/web-error-wrong-one-time-code-composed"), "Challenge failed", "End user", "Submit OTP"],
  ["a user who was sent to the bank", example("lean:linksdk.callback/accept/web-redirect-to-the-bank-composed"), "In progress", "Institution", "Wait"],
  ["a success", example("lean:linksdk.callback/accept/web-success-composed"), "Succeeded", "Nobody", "None"],
  ["a consent that ran out", example("lean:api.error/accept/403-consent-expired"), "Re-authentication required", "End user", "New consent"],
  ["an internal error", example("lean:api.error/accept/500-internal-server-error"), "Provider error", "Provider", "Check outcome"],
  ["a payment that failed", example("lean:webhook.payment.updated/accept/failed-with-fields-of-an-integration-composed"), "Provider error", "Provider", "Check outcome"],
  ["a bank that does not answer", example("lean:api.result/accept/200-failed-bank-issue"), "Institution unavailable", "Institution", "Retry later"],
  ["a callback as an address", "https://example.com/done?status=ERROR&secondary_status=INVALID_CREDENTIALS", "Credentials invalid", "End user", "Re-enter credentials"],
  ["a log line with a callback", `2026-01-01T00:00:00Z WARN widget ${JSON.stringify(ERROR)} took 12 ms`, "Challenge failed", "End user", "Submit OTP"],
  ["a wrong login", example("flinks:api.error/accept/401-invalid-login-credentials"), "Credentials invalid", "End user", "Re-enter credentials"],
  ["a wrong answer to a question", example("flinks:api.error/accept/401-wrong-answer-with-new-challenges"), "Challenge failed", "End user", "Answer security question"],
  ["too many requests", example("flinks:api.error/accept/403-too-many-requests"), "Rate limited", "Developer", "Retry later"],
  ["a bank that is switched off", example("flinks:connect.event/accept/error-disabled-institution"), "Institution unavailable", "End user", "Choose other"],
  ["a user who closed the widget", example("flinks:connect.event/accept/session-closed"), "Cancelled", "Nobody", "None"],
  ["an operation in progress", example("flinks:api.pending/accept/dispatched"), "In progress", "Provider", "Wait"],
  ["a code that is not listed", example("flinks:api.error/unlisted/code-of-a-newer-edition"), "Invalid request", "Developer", "Fix request"],
  ["a log line with a quoted body", `level=error body=${JSON.stringify(oneLine("flinks:api.error/accept/401-invalid-login-credentials"))}`, "Credentials invalid", "End user", "Re-enter credentials"],
  ["a webhook about an account", example("argyle:accounts.failed/accept/documented"), "Challenge failed", "End user", "Finish in widget"],
  ["a callback of a widget", example("argyle:link.error/accept/web-composed"), "Invalid request", "Developer", "Fix request"],
  ["several errors in one webhook", example("argyle:verifications.updated/accept/paused-banking-several-errors-composed"), "User action at institution", "End user", "Act at bank"],
  ["a switch that was not confirmed in time", oneLine("argyle:direct_deposit_switches.failed/accept/documented"), "Challenge failed", "End user", "Start again"],
];

describe("pasted payloads", () => {
  assert.ok(PAYLOADS.length >= 20);
  test("are each answered by what a person reads out of them", async (context) => {
    await visit(async (page) => {
      for (const [title, text, category, actor, action] of PAYLOADS)
        await context.test(`${title}: ${category}, ${actor}, ${action}`, async () => {
          await paste(await emptied(page), text);
          assert.equal(await verdict(page).locator(".lc-category").first().textContent(), category);
          const said = verdict(page).locator("dd strong");
          assert.deepEqual((await said.allTextContents()).slice(0, 2), [actor, action]);
          assert.match(await page.locator(".lc-said").textContent(), new RegExp(`Who must act: ${actor}`));
        });
    });
  });

  test("say what was recognized, where each code is, what to tell and never to ask, and what comes next", async () => {
    await visit(async (page) => {
      await paste(page, PAYLOADS[0][1]);
      const text = await answer(page).innerText();
      for (const part of ["Lean Technologies", "Link callback", "It failed", "/secondary_status", "/status", "End user reads", "Never asks for", "Ask the user for the latest one-time code"])
        assert.ok(text.includes(part), part);
      assert.deepEqual(await answer(page).locator("mark").allTextContents(), ['  "status": "ERROR"', '  "secondary_status": "INVALID_MFA"']);
      for (const link of await answer(page).locator("a").all()) {
        const { pathname } = new URL(await link.evaluate((element) => element.href));
        assert.ok(existsSync(join(SITE, decodeURIComponent(pathname))), pathname);
      }
    });
  });

  test("several at once are listed in the order of the text, and the worst is where to start", async () => {
    await visit(async (page) => {
      await paste(page, `a ${oneLine("lean:linksdk.callback/accept/web-success-composed")}\nb ${JSON.stringify(ERROR)}`);
      assert.deepEqual(await answer(page).locator(".lc-ended").allTextContents(), ["It succeeded", "It failed"]);
      const first = answer(page).locator("article:has(> .lc-first)");
      assert.equal(await first.count(), 1);
      assert.match(await first.locator(".lc-recognized").textContent(), /line 2/);
      assert.match(await answer(page).locator(".lc-hint").first().textContent(), /Start with INVALID_MFA\./);
    });
  });

  test("several codes in a message have a card each, in its order", async () => {
    await visit(async (page) => {
      await paste(page, "First it said TOO_MANY_REQUESTS at Flinks,\nthen INVALID_PASSWORD, and now DISABLED_LOGIN. Nothing else.");
      const cards = await answer(page).locator("article > .lc-line .lc-code code").allTextContents();
      assert.deepEqual(cards, ["TOO_MANY_REQUESTS", "INVALID_PASSWORD", "DISABLED_LOGIN"]);
      assert.equal(await answer(page).locator(".lc-first").count(), 1);
      for (const home of await answer(page).locator("article > .lc-line .lc-code small").allTextContents()) assert.match(home, /^Flinks/);
    });
  });

  test("of which nothing is known lead to examples, and each example is answered", async () => {
    await visit(async (page) => {
      await paste(page, "x = nothing of the kind");
      assert.match(await answer(page).innerText(), /Nothing was recognized/);
      const chips = page.locator(".lc-example");
      assert.ok((await chips.count()) >= 3);
      for (let index = 0; index < (await chips.count()); index++) {
        await page.locator(".lc-clear").click();
        await chips.nth(index).click();
        await verdict(page).waitFor();
        assert.equal(await chips.first().isVisible(), false);
      }
    });
  });
});

describe("a code that is typed", () => {
  test("is answered at once, and has a permalink", async () => {
    await visit(async (page) => {
      await input(page).pressSequentially("QUESTION_NOT_FOUND");
      await verdict(page).waitFor();
      const link = await copied(page, "Copy link");
      assert.match(link, /\/flinks\/[\w.]+\/QUESTION_NOT_FOUND\.html$/);
      const reached = readFileSync(join(SITE, new URL(link).pathname), "utf-8");
      assert.ok(reached.includes("<title>QUESTION_NOT_FOUND"));
    });
  });

  test("has all vocabularies and meanings side by side, each with its own permalink", async () => {
    await visit(async (page) => {
      await paste(page, "INVALID_LOGIN");
      const links = await answer(page).locator("article .lc-code a").evaluateAll((found) => found.map(({ href }) => href));
      assert.ok(links.length > 1);
      assert.equal(new Set(links).size, links.length);
      assert.ok((await answer(page).locator(".lc-context .lc-tell").count()) >= 2);
    });
  });

  test("is said to be unlisted where it is, with what it was judged by", async () => {
    await visit(async (page) => {
      await paste(page, "INVALID_MFA_TYPE");
      assert.match(await answer(page).innerText(), /Unknown code, judged by how it begins[^]*certainty low/);
      await paste(page, "x");
      assert.match(await answer(page).innerText(), /Unknown code/);
    });
  });

  test("in another case is found, and the difference is said", async () => {
    await visit(async (page) => {
      await paste(page, "INVALID_Mfa");
      assert.match(await answer(page).innerText(), /Codes are case-sensitive/);
    });
  });
});

describe("what has no code", () => {
  test("is answered by its words, and that is said", async () => {
    await visit(async (page) => {
      await paste(page, "User says: DISABLED LOGIN flinks");
      assert.equal(await answer(page).locator("h2 code").first().textContent(), "DISABLED_LOGIN");
      assert.match(await answer(page).innerText(), /The text has the words of a code/);
    });
  });

  test("is answered by its HTTP status, with the codes and payloads that come with it", async () => {
    await visit(async (page) => {
      await paste(page, "flinks 203");
      assert.match(await answer(page).innerText(), /HTTP 203[^]*A status alone says little[^]*Flinks: API challenge/);
      await paste(await cleared(page), "HTTP 429");
      assert.equal(await verdict(page).locator(".lc-category").first().textContent(), "Rate limited");
      assert.match(await verdict(page).innerText(), /Judged by the HTTP status[^]*certainty low/);
      for (const link of await answer(page).locator("li a").all()) {
        const { pathname } = new URL(await link.evaluate((element) => element.href));
        assert.ok(existsSync(join(SITE, decodeURIComponent(pathname))), pathname);
      }
      await paste(await cleared(page), "403");
      assert.match(await answer(page).innerText(), /Shown as a code[^]*HTTP 403/);
    });
  });

  test("gets the codes that have its words", async () => {
    await visit(async (page) => {
      await paste(page, "The one-time code is wrong");
      await answer(page).getByText("INVALID_MFA").first().waitFor(); // suggestions are loaded when the box is used
      assert.match(await answer(page).innerText(), /Nothing was recognized[^]*INVALID_MFA/);
    });
  });
});

describe("masking", () => {
  test("no secret can be read anywhere: page, fields, address, clipboard", async () => {
    await visit(async (page) => {
      const { copies, read } = await page.evaluate(readSecrets, { texts: SECRETS, recognized: JSON.stringify(ERROR) });
      assert.ok(copies > SECRETS.length, `${copies} copies`);
      assert.deepEqual(read, []);
    });
  });

  test("holds for text that is typed or filled in too", async () => {
    await visit(async (page) => {
      await input(page).fill('{"status":"ERROR","password":"hunter22"}');
      assert.ok(!(await input(page).inputValue()).includes("hunter22"));
      await input(page).fill("");
      await input(page).pressSequentially("status=ERROR&password=hunter22");
      assert.equal(await input(page).inputValue(), "status=ERROR&password=•••");
      assert.match(await page.locator(".lc-masked").textContent(), /1 secret masked/);
    });
  });

  test("the address gets the codes that are listed by itself, and nothing else", async () => {
    await visit(async (page) => {
      const before = page.url();
      await paste(page, JSON.stringify({ ...ERROR, password: "hunter22", message: "of jane@example.org" }));
      const code = "code=lean~linksdk\\.(?:secondary_)?status~t~(?:INVALID_MFA|ERROR)~";
      assert.match(page.url().slice(before.length), new RegExp(`^#codes:provider=lean&payload=linksdk.callback&verdict=failed(?:&${code}){2}$`));
    });
  });
});

describe("hostile pastes", () => {
  const MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>"\'><svg onload=alert(3)>';
  const PASTES = {
    markup: MARKUP,
    "markup as a code": JSON.stringify({ status: MARKUP, secondary_status: MARKUP }),
    "markup in a log line": `${MARKUP} ${JSON.stringify(ERROR)}`,
    "markup as names": JSON.stringify({ [MARKUP]: MARKUP, ...ERROR }),
    "a script address": "javascript:alert(1)//?status=ERROR",
    "10 MB of text": "word ".repeat(2_000_000),
    "10 MB in one word": "x".repeat(10_000_000),
    "JSON nested 100,000 deep": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
    "brackets that never close": "[".repeat(100_000),
    "a list of 100,000": JSON.stringify({ ...ERROR, items: Array(100_000).fill({ code: "ERROR" }) }),
    "inherited names": '{"__proto__":{"status":"ERROR"},"constructor":{"prototype":{"x":1}},"status":"toString"}',
    "half characters": '{"status":"\ud800","secondary_status":"\udfff\\ud800"} \ud800',
    "writing turned round": "\u202eROTCERID\u202c \u2066x\u2069 INVALID_MFA",
    "control characters": "\u0000\u0007\u001b[2J\u009f INVALID_MFA\u0000",
    "nothing but white space": " \n\t\u00a0\n".repeat(10_000),
  };
  test("raise no exception, are no markup, and the box works after each of them", async (context) => {
    await visit(async (page) => {
      for (const [title, text] of Object.entries(PASTES)) await context.test(title, async () => survive(await emptied(page), text));
    });
  });

  async function survive(page, text) {
    await paste(page, text);
    await input(page).press("Enter");
    assert.equal(await page.locator(".lc-box :is(img, script, svg, iframe, [onerror], [onload])").count(), 0);
    assert.equal(await page.evaluate(() => ({}).status), undefined);
    assert.doesNotMatch(await page.locator(".lc-box").innerText(), /[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
    assert.ok((await answer(page).locator("*").count()) < 5_000);
    await input(page).fill("INVALID_MFA");
    await verdict(page).waitFor();
  }

  test("what is too long is said to be read in part", async () => {
    await visit(async (page) => {
      await paste(page, PASTES["10 MB of text"]);
      assert.match(await page.locator(".lc-masked").textContent(), /Only the first part was read/);
      await page.locator(".lc-clear").click();
      await paste(page, PASTES["a list of 100,000"]);
      assert.match(await page.locator(".lc-masked").textContent(), /Only the first part was read/);
      assert.equal(await verdict(page).locator(".lc-category").first().textContent(), "Challenge failed");
    });
  });

  test("a hostile link shows nothing but codes", async () => {
    for (const hash of ["#codes:code=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "#codes:provider=__proto__&payload=constructor&code=lean~x~t~A~"])
      await visit(
        async (page) => {
          assert.equal(await page.locator(".lc-box img").count(), 0);
          assert.match(await answer(page).innerText(), /From a link/);
        },
        { address: `index.html${hash}` },
      );
  });
});
