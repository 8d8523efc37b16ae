// The explorer of the built site: what it hands out, and whether everyone can use it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { bringAxe, DRESSES, violations, wear } from "./axe.mjs";
import { parseCsv } from "./csv.mjs";
import { PAGE_ROWS, ROWS, matching, ordered } from "./explorer.oracle.mjs";
import { FORMULA, box, explore, found, loaded, shows, start, stop } from "./explorer.world.mjs";
import { PHONE } from "./site.mjs";

/** The most pixels that a page may be tall on a phone. */
const TALLEST = 15_000;

before(start);
after(stop);

// ---------------------------------------------------------------- downloads

async function download(page, kind) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-download=${kind}]`).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/** A row of the data under the columns of the download. */
function record(row) {
  const { provider, surface, vocabulary, kind, context, summary, category, actor, actions, retry } = row;
  const { unattended_retry, phase, http_status, confidence, flags, page } = row;
  const value = row.value === null ? null : String(row.value);
  const http = http_status.map(String);
  const named = { provider, surface, vocabulary, kind, value, context, summary, category, actor, actions, retry };
  return { ...named, unattended_retry, phase, http_status: http, confidence, flags, page };
}

test("the downloads hold exactly what the table shows, in its order", async () => {
  for (const [query, rows] of [
    ["", ROWS],
    ["?category=provider_error&sort=-value", ordered(matching({ category: ["provider_error"] }), 0, true)],
    ["?text=zzzz", []],
  ]) {
    await explore(query, async (page) => {
      const json = await download(page, "json");
      assert.equal(json.name, "linkcodes.json");
      assert.deepEqual(JSON.parse(json.text), rows.map(record));
      const csv = await download(page, "csv");
      assert.equal(csv.name, "linkcodes.csv");
      const [, ...lines] = parseCsv(csv.text.replace(/^\uFEFF/, ""));
      const cells = (row) => Object.values(record(row)).map((cell) => [cell ?? ""].flat().join(" "));
      assert.deepEqual(lines, rows.map(cells).map((line) => line.map(defused)));
    });
  }
});

const defused = (text) => (/^[=+\-@]/.test(text) ? `'${text}` : text);

test("a spreadsheet takes no cell for a formula, and markup stays text", async () => {
  await explore("", async (page) => {
    assert.equal(await page.locator(".lc-x-meaning").first().innerText(), FORMULA);
    await page.locator("#lc-q").fill("<img src=x");
    const lines = parseCsv((await download(page, "csv")).text.replace(/^\uFEFF/, ""));
    assert.deepEqual(lines.slice(1).map((line) => line[6]), Array(3).fill(`'${FORMULA}`));
    assert.deepEqual(JSON.parse((await download(page, "json")).text).map(({ summary }) => summary), Array(3).fill(FORMULA));
    await loaded(page);
    assert.deepEqual(await page.locator(".lc-x-meaning").allInnerTexts(), Array(3).fill(FORMULA));
    assert.equal(await page.locator(".lc-explorer img").count(), 0);
  }, { path: "hostile/explorer.html" });
});

// ---------------------------------------------------------------- keyboard, screen reader, phone, print, no scripts

test("everything can be done with the keyboard", async () => {
  await explore("", async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
    await page.keyboard.press("/");
    assert.equal(await focused(), "lc-q");
    await page.keyboard.type("invalid/_mfa");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#lc-q").inputValue(), "");
    await page.keyboard.type("invalid_mfa");
    await shows(page, found("invalid_mfa"));
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), String(found("invalid_mfa")[0].value));
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), String(found("invalid_mfa")[1].value));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "lc-q");
    await page.keyboard.press("Tab");
    assert.match(await focused(), /^Provider/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await shows(page, matching({ text: "invalid_mfa", provider: ["lean"] }));
    await page.locator(".lc-x-skip").focus();
    await page.keyboard.press("Enter");
    assert.equal(await focused(), await page.locator("#results").evaluate((element) => element.id));
    await page.keyboard.press("/");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator("script[src$='search.js']").count(), 0, "what is typed here never opens the search");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/${found("invalid_mfa")[0].page}.html`);
  });
});

test("the number of entries is announced once typing pauses", async () => {
  await explore("", async (page) => {
    const status = page.getByRole("status");
    await page.locator("#lc-q").pressSequentially("user");
    await status.getByText(`${found("user").length} entries of ${ROWS.length} shown`).waitFor({ state: "attached" });
    assert.equal(await status.count(), 1);
  });
});

test("a secret that someone types or follows does not stay in the address", async () => {
  await explore("", async (page) => {
    await page.locator("#lc-q").fill("password=hunter22 jane.doe@bank.com INVALID_MFA");
    await page.waitForURL(/text=/);
    const typed = decodeURIComponent(page.url());
    assert.ok(!/hunter22|jane/.test(typed), typed);
    assert.match(typed, /INVALID_MFA/);
    await page.goto(page.url().replace(/text=.*/, "text=otp%3A%20482910"));
    await page.waitForURL((url) => !url.href.includes("482910"));
  });
});

test("on a phone the filters unfold, rows take a few lines, and nothing is too wide", async () => {
  await explore("?actor=end_user", async (page) => {
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    assert.ok(await fits());
    const toggle = page.getByRole("button", { name: "Filters (1)" });
    assert.equal(await page.locator(".lc-x-facets").isVisible(), false);
    await toggle.click();
    await (await box(page, "provider", "flinks")).check();
    assert.ok(await fits());
    await page.getByRole("button", { name: "Filters (2)" }).click();
    assert.equal(await page.locator(".lc-x-facets").isVisible(), false);
    await shows(page, matching({ actor: ["end_user"], provider: ["flinks"] }));
    assert.equal(await page.locator(".lc-x-table thead").isVisible(), false);
  }, { viewport: PHONE, isMobile: true, hasTouch: true });
});

test("without scripts each list can be followed, and no dead control is in the way", async () => {
  const lists = [...new Set(ROWS.map(({ vocabulary }) => `${vocabulary.replace(":", "/")}/index.html`))];
  await explore("", async (page) => {
    const links = page.locator(".lc-x-lists a");
    assert.deepEqual(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href"))), lists);
    assert.equal(await page.locator(".lc-explorer :is(input, button, select, table):visible").count(), 0);
    await links.first().click();
    await page.waitForURL(`**/${lists[0]}`);
    await page.locator(`a[href="${ROWS[0].page.split("/").pop()}.html"]`).first().waitFor();
  }, { javaScriptEnabled: false });
});

test("the page is never tall on a phone, with the first rows, the last ones or without scripts", async () => {
  const phone = { viewport: PHONE, isMobile: true, hasTouch: true };
  const last = Math.ceil(ROWS.length / PAGE_ROWS);
  const height = (page) => page.evaluate(() => document.documentElement.scrollHeight);
  for (const query of ["", `?page=${last}`, "?actor=end_user", "?actor=developer&sort=-action&page=2"])
    await explore(query, async (page) => {
      await loaded(page);
      assert.ok((await height(page)) <= TALLEST, `${query}: ${await height(page)} px`);
    }, phone);
  await explore("", async (page) => {
    const box = await page.locator("body").boundingBox();
    assert.ok(box.height <= TALLEST, `${box.height} px`);
  }, { ...phone, javaScriptEnabled: false });
});

test("rows that were not here are here when they are asked for", async () => {
  await explore("", async (page) => {
    const ways = {
      filter: async () => {
        await page.locator("#lc-q").fill("user");
        await shows(page, found("user"));
      },
      sort: async () => {
        await page.locator("th[data-sort=value] button").click();
        await page.waitForURL(/sort=value/);
        await shows(page, ordered(ROWS, 0, false));
      },
      print: async () => {
        await page.evaluate(() => {
          window.printed = new Promise((resolve) => {
            window.print = () => {
              window.dispatchEvent(new Event("beforeprint"));
              resolve(document.querySelectorAll(".lc-x-meaning").length);
            };
          });
        });
        await page.getByRole("button", { name: "Print" }).click();
        assert.equal(await page.evaluate(() => window.printed), ROWS.length);
      },
      download: async () => {
        assert.equal(JSON.parse((await download(page, "json")).text).length, ROWS.length);
      },
    };
    for (const [way, act] of Object.entries(ways)) {
      await page.goto(page.url().split("?")[0]);
      assert.equal(await page.locator(".lc-x-meaning").count(), PAGE_ROWS, way);
      await act();
    }
  }, { spoils: true });
});

test("the print has the filtered rows, all of them, and of the controls what was typed", async () => {
  await explore("", async (page) => {
    await page.locator("#lc-q").fill("us");
    await shows(page, found("us"));
    await page.emulateMedia({ media: "print" });
    await page.locator("#lc-q").evaluate((field) => {
      field.value = "user";
      field.dispatchEvent(new Event("input"));
      window.dispatchEvent(new Event("beforeprint"));
    });
    assert.equal(await page.locator(".lc-x-meaning").count(), found("user").length);
    const visible = await page.locator(".lc-explorer :is(input, summary, kbd):visible").all();
    assert.deepEqual(await Promise.all(visible.map((control) => control.inputValue())), ["user"]);
  });
});

test("axe finds nothing to complain about, on a desk and a phone, light and dark", async () => {
  await explore("?provider=lean&flag=inferred&category=nonsense&sort=category&text=user", async (page) => {
    await bringAxe(page);
    const toggle = page.locator(".lc-x-toggle[aria-expanded=false]");
    const rows = page.locator(".lc-x-meaning");
    for (const [text, least] of [["user", 3], ["zzzz", 0]]) {
      await page.locator("#lc-q").fill(text);
      await shows(page, ordered(matching({ provider: ["lean"], flag: ["inferred"], text }), 2, false));
      assert.ok((await rows.count()) >= least);
      for (const dress of DRESSES) {
        await wear(page, dress);
        if (await toggle.isVisible()) await toggle.click();
        assert.deepEqual(await violations(page, dress, dress === DRESSES[0]), [], `"${text}", ${dress.viewport.width} px, ${dress.colorScheme}`);
      }
    }
  }, { reducedMotion: "reduce" });
});
