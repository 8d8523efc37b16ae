// The box on the home page, in a real browser. Each page is watched: an error on the console, or a request to another
// host, fails the test that opened it.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { answer, copied, ERROR, example, input, paste, verdict, visit } from "./home.world.mjs";
import { DESK, PHONE, SITE } from "./site.mjs";

describe("the address", () => {
  const other = JSON.stringify({ error_type: "ITEM_ERROR", error_code: "ITEM_LOGIN_REQUIRED", note: "private" });
  const codes = (page) => answer(page).locator("article .lc-code code");

  test("carries the codes, so that reload and back work, and nothing else of a paste", async () => {
    await visit(async (page) => {
      const start = page.url();
      await paste(page, JSON.stringify(ERROR));
      await input(page).evaluate((element) => element.select());
      await input(page).press("Delete");
      await paste(page, other);
      assert.match(page.url(), /#codes:.*ITEM_LOGIN_REQUIRED/);
      assert.doesNotMatch(page.url(), /private|note/);
      await page.reload();
      assert.equal(await answer(page).locator("article:has(> .lc-first) .lc-code code").first().textContent(), "ITEM_LOGIN_REQUIRED");
      await page.goBack();
      await codes(page).filter({ hasText: "INVALID_MFA" }).first().waitFor();
      await page.goBack();
      await answer(page).locator("article").first().waitFor({ state: "detached" });
      assert.equal(page.url(), start);
      await page.goForward();
      await codes(page).filter({ hasText: "INVALID_MFA" }).first().waitFor();
    });
  });

  test("never keeps codes that the answer on the page has not", async () => {
    await visit(async (page) => {
      await paste(page, other);
      for (const text of ["Rate limit exceeded", "nothing of the kind = here"]) {
        await page.locator(".lc-clear").click();
        await paste(page, other);
        await input(page).evaluate((element) => element.select());
        await input(page).press("Delete");
        await paste(page, text);
        assert.ok(!page.url().includes("#"), `${text}: ${page.url()}`);
      }
    });
  });

  test("forgets the codes when the box is emptied", async () => {
    await visit(async (page) => {
      await paste(page, other);
      await page.locator(".lc-clear").click();
      assert.ok(!page.url().includes("ITEM_LOGIN_REQUIRED"));
    });
  });

  test("never gets a value that no provider lists", async () => {
    await visit(async (page) => {
      await paste(page, JSON.stringify({ error_type: "ITEM_ERROR", error_code: "JOHN_DOE_1234", error_message: "x", request_id: "r", display_message: null }));
      await answer(page).locator("article").first().waitFor();
      assert.ok(!page.url().includes("JOHN_DOE"), page.url());
    });
  });
});

describe("whose questions come first", () => {
  const order = (page) => answer(page).locator("article").first().locator("[data-lc-block]").evaluateAll((all) => all.map((block) => block.dataset.lcBlock));

  test("support reads the words to say, a developer the facts, and the choice is remembered", async () => {
    await visit(async (page) => {
      await paste(page, JSON.stringify(ERROR));
      assert.deepEqual(await order(page), ["people", "facts"]);
      await page.getByRole("radio", { name: "Developer" }).check();
      assert.deepEqual(await order(page), ["facts", "people"]);
      await page.reload();
      assert.ok(await page.getByRole("radio", { name: "Developer" }).isChecked());
      assert.deepEqual(await order(page), ["facts", "people"]);
    });
  });
});

describe("sharing", () => {
  test("a link to a payload contains its codes alone, and shows the answer again", async () => {
    let link;
    await visit(async (page) => {
      await paste(page, JSON.stringify({ ...JSON.parse(example("lean:linksdk.callback/accept/web-error-wrong-one-time-code-composed")), note: "private" }));
      link = await copied(page, "Copy link");
      assert.doesNotMatch(link, /private|note/);
    });
    await visit(
      async (page) => {
        assert.equal(await answer(page).locator(".lc-ended").textContent(), "It failed");
        assert.equal(await verdict(page).locator(".lc-category").first().textContent(), "Challenge failed");
        assert.equal(await input(page).inputValue(), "");
        assert.equal(await copied(page, "Copy link"), link);
      },
      { address: link },
    );
  });

  test("the text for a ticket says what happened, who acts, what to do, with a link", async () => {
    await visit(async (page) => {
      await paste(page, JSON.stringify({ ...ERROR, password: "hunter22" }));
      const text = await copied(page, "Copy for a ticket");
      for (const part of ["**It failed**", "`INVALID_MFA` at `/secondary_status`", "Who must act: End user.", "Next:", "/lean/linksdk.secondary_status/INVALID_MFA.html"])
        assert.ok(text.includes(part), part);
      assert.ok(!text.includes("hunter22"));
    });
  });
});

describe("by keyboard alone", () => {
  test("slash goes to the box, arrows and Enter choose, Escape closes and then clears", async () => {
    await visit(async (page) => {
      await page.keyboard.press("/");
      assert.equal(await input(page).evaluate((element) => element === document.activeElement), true);
      assert.equal(await page.locator("[data-md-toggle=search]").isChecked(), false);
      await page.keyboard.type("invalid m");
      const options = page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
      await options.first().waitFor();
      await page.keyboard.press("ArrowUp");
      assert.equal(await options.last().getAttribute("aria-selected"), "true");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      const reached = options.first();
      assert.equal(await reached.getAttribute("aria-selected"), "true");
      assert.equal(await input(page).getAttribute("aria-activedescendant"), await reached.getAttribute("id"));
      const value = await reached.locator("code").textContent();
      await page.keyboard.press("Enter");
      assert.equal(await input(page).inputValue(), value);
      assert.equal(await answer(page).locator("h2 code").first().textContent(), value);
      assert.equal(await input(page).getAttribute("aria-activedescendant"), null);
      await page.keyboard.press("ArrowDown");
      assert.ok(await options.first().isVisible());
      await page.keyboard.press("Escape");
      assert.equal(await options.count(), 0);
      assert.equal(await input(page).inputValue(), value);
      await page.keyboard.press("Escape");
      assert.equal(await input(page).inputValue(), "");
      assert.equal(await answer(page).innerText(), "");
    });
  });

  test("the answer and its buttons are reached with Tab, and a click outside closes the list", async () => {
    await visit(async (page) => {
      await paste(page, "QUESTION_NOT_FOUND");
      const seen = [];
      for (let step = 0; step < 40 && seen.at(-1) !== "Copy for a ticket"; step++) {
        await page.keyboard.press("Tab");
        seen.push(await page.evaluate(() => document.activeElement.textContent.trim()));
      }
      assert.ok(seen.includes("Clear") && seen.includes("QUESTION_NOT_FOUND") && seen.includes("Copy for a ticket"), seen.join());
      await input(page).fill("invalid");
      await page.locator(".lc-options li").first().waitFor();
      await page.locator("h1").click();
      assert.equal(await page.locator(".lc-options li").count(), 0);
    });
  });

  test("the other key of the search still opens it", async () => {
    await visit(async (page) => {
      await page.keyboard.press("Control+k");
      await page.locator(".lc-palette").waitFor();
    });
  });

  test("a longer text gets new lines, not an answer, from Enter", async () => {
    await visit(async (page) => {
      await paste(page, "a\nb");
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      assert.equal((await input(page).inputValue()).split("\n").length, 3);
    });
  });
});

describe("everywhere", () => {
  test("from disk it decodes and copies", async () => {
    await visit(
      async (page) => {
        await paste(page, JSON.stringify(ERROR));
        assert.equal(await verdict(page).locator(".lc-category").first().textContent(), "Challenge failed");
        const link = await answer(page).locator(".lc-code a").first().evaluate((element) => element.href);
        assert.ok(existsSync(fileURLToPath(link)), link);
      },
      { address: pathToFileURL(join(SITE, "index.html")).href, permissions: [] },
    );
  });

  test("offline it decodes", async () => {
    await visit(
      async (page) => {
        await page.waitForLoadState("networkidle");
        await page.context().setOffline(true);
        await paste(page, JSON.stringify(ERROR));
        await verdict(page).waitFor();
      },
      { spoils: true },
    );
  });

  test("without scripts it says how to look a code up", async () => {
    await visit(
      async (page) => {
        assert.equal(await input(page).isVisible(), false);
        const links = page.locator(".lc-without a, .lc-card a");
        assert.ok((await links.count()) >= 2);
        for (const link of await links.all()) {
          assert.ok(await link.isVisible());
          const { pathname } = new URL(await link.evaluate((element) => element.href));
          assert.ok(existsSync(join(SITE, pathname)), pathname);
        }
      },
      { javaScriptEnabled: false },
    );
  });

  test("on a phone nothing is wider than the screen, light and dark", async () => {
    for (const colorScheme of ["light", "dark"])
      await visit(
        async (page) => {
          for (const text of ["", "INVALID_LOGIN", JSON.stringify(ERROR, null, 2), `${"x".repeat(300)} ${JSON.stringify(ERROR)}`]) {
            await paste(page, text);
            const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
            assert.ok(wide <= room, `${wide} on ${room}: ${text.slice(0, 30)}`);
            await page.keyboard.press("Escape");
          }
        },
        { viewport: PHONE, hasTouch: true, isMobile: true, colorScheme },
      );
  });

  test("a long line that wraps is seen whole, on a desk and a phone", async () => {
    for (const viewport of [DESK, PHONE])
      await visit(
        async (page) => {
          for (const text of ["INVALID_MFA", "a user says: DISABLED LOGIN at the bank", `https://a.test/?${"x=1&".repeat(60)}`]) {
            await paste(page, text);
            const [needed, room] = await input(page).evaluate((box) => [box.scrollHeight, box.clientHeight]);
            assert.ok(needed <= room, `${needed} in ${room}: ${text.slice(0, 30)}`);
          }
        },
        { viewport },
      );
  });

  test("the page's own part weighs at most 90 bytes a code with gzip", async () => {
    let bytes = 0;
    await visit(async (page) => {
      const paths = await page.locator("script[src*=home], link[href*=linkcodes]").evaluateAll((found) =>
        found.map((element) => new URL(element.src ?? element.href).pathname),
      );
      assert.equal(paths.length, 2);
      for (const path of ["/index.html", ...paths]) bytes += gzipSync(readFileSync(join(SITE, path))).length;
    });
    const codes = JSON.parse(readFileSync(join(SITE, "codes.json"), "utf-8")).codes.filter((row) => row.is_default);
    assert.ok(bytes <= 90 * codes.length, `${bytes} bytes for ${codes.length} codes`);
  });
});
