// The explorer of the built site: its filters, its order and its address.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { FACETS, PAGE_ROWS, ROWS, key, labelOf, matching, ordered } from "./explorer.oracle.mjs";
import { box, mostCommon, counts, explore, found, loaded, partOf, shows, start, stop } from "./explorer.world.mjs";
import { SITE } from "./site.mjs";

before(start);
after(stop);

// ---------------------------------------------------------------- filters

test("every row of the providers' files is marked with what the data has, for each filter", () => {
  const providers = [...new Set(ROWS.map(({ provider }) => provider))];
  const parts = providers.map((id) => partOf(readFileSync(join(SITE, `assets/explorer/${id}.js`), "utf8")));
  const facets = [...readFileSync(join(SITE, "explorer.html"), "utf8").matchAll(/data-facet="?(\w+)/g)].map(([, name]) => name);
  const own = facets.filter((name) => name !== "provider" && name !== "vocabulary");
  const marked = parts.flatMap(([provider, , , , lists]) =>
    lists.flatMap(([vocabulary, , , rows]) => rows.map((cells) => ({ provider, vocabulary, marks: cells.slice(-own.length) }))),
  );
  assert.deepEqual(new Set(facets), new Set(Object.keys(FACETS)));
  assert.equal(marked.length, ROWS.length);
  ROWS.forEach((row, index) => {
    const { provider, vocabulary, marks } = marked[index];
    assert.deepEqual([provider, vocabulary], [row.provider, row.vocabulary]);
    own.forEach((name, at) => assert.deepEqual(marks[at].split(" ").filter(Boolean), FACETS[name](row), `${name} of ${key(row)}`));
  });
});

// Of the rows with a word, since the browser takes much longer to show all.
test("each filter shows what the data has, for one value and for two", async (context) => {
  const text = "account";
  await explore(`?text=${text}`, async (page) => {
    for (const name of Object.keys(FACETS)) await context.test(name, () => tryFilter(page, name, text));
  });
});

async function tryFilter(page, name, text) {
  await page.locator(".lc-x-facet input:checked").evaluateAll((left) => left.forEach((each) => each.click()));
  await shows(page, found(text));
  const [first, second] = mostCommon(name, found(text));
  await (await box(page, name, first)).check();
  await shows(page, matching({ text, [name]: [first] }));
  await (await box(page, name, second)).check();
  await shows(page, matching({ text, [name]: [first, second] }));
  await counts(page, { text, [name]: [first, second] });
  await (await box(page, name, first)).uncheck();
  await shows(page, matching({ text, [name]: [second] }));
  assert.equal(new URL(page.url()).search, `?text=${text}&${name}=${encodeURIComponent(second).replaceAll("%3A", ":")}`);
}

test("filters of several kinds hold together, and each count says what its choice would leave", async () => {
  const combinations = [
    { provider: ["lean"], actor: ["end_user"] },
    { category: ["credentials_invalid", "challenge_failed"], action: ["reenter_credentials", "submit_otp"] },
    { http: ["401", "403"], provider: ["lean", "flinks"], retry: ["after_fix"], text: "token" },
    { phase: ["failure"], surface: ["lean:api"], kind: ["error"], confidence: ["H", "M"], flag: ["inferred"] },
  ];
  for (const asked of combinations) {
    assert.ok(matching(asked).length > 0);
    await explore(queryOf(asked), async (page) => {
      await shows(page, matching(asked));
      await counts(page, asked);
    });
  }
});

/** The address with repeated parameters: the other way to give several values. */
function queryOf(asked) {
  const pairs = Object.entries(asked).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  return `?${new URLSearchParams(pairs)}`;
}

test("the text is looked for in values, summaries, names, API messages and synonyms, word by word", async () => {
  const message = ROWS.find((row) => row.messages.some((text) => text.includes(" ")));
  const synonym = ROWS.find((row) => row.synonyms.length > 0);
  const queries = ["INVALID_mfa", "invalid  mfa", "one-time code wrong", message.messages[0], synonym.synonyms[0], "403"];
  await explore("", async (page) => {
    for (const query of queries) {
      await page.locator("#lc-q").fill(query);
      assert.ok(found(query).length > 0, query);
      await shows(page, found(query));
      await counts(page, { text: query });
    }
    assert.ok(found(message.messages[0]).includes(message));
    assert.ok(found(synonym.synonyms[0]).includes(synonym));
  });
});

test("columns sort up, down and not at all, with empty cells last", async () => {
  await explore("?provider=flinks", async (page) => {
    const rows = matching({ provider: ["flinks"] });
    const sorter = page.getByLabel("Sort by");
    for (const [index, column] of ["value", "provider", "category", "actor", "action", "retry", "http"].entries()) {
      const heading = page.locator(`.lc-x-table th[data-sort=${column}]`);
      for (const [sort, direction] of [[column, "ascending"], [`-${column}`, "descending"]]) {
        // Rows in groups do not repeat their provider, so there is no such column until they are sorted by it.
        if (await heading.isVisible()) await heading.locator("button").click();
        else await sorter.selectOption(column);
        assert.equal(await sorter.inputValue(), column);
        assert.equal(await heading.getAttribute("aria-sort"), direction);
        assert.equal(new URL(page.url()).searchParams.get("sort"), sort);
        await shows(page, ordered(rows, index, direction === "descending"));
      }
      await heading.locator("button").click();
      assert.equal(await heading.getAttribute("aria-sort"), null);
      await shows(page, rows);
    }
  });
});

test("where nothing is left, the page says which filter to drop and does it", async () => {
  const asked = { category: ["rate_limited"], provider: ["lean"], text: "zzzz" };
  await explore(queryOf(asked), async (page) => {
    await shows(page, []);
    const left = matching({ ...asked, text: "" }).length;
    const buttons = page.locator(".lc-x-nothing button");
    assert.deepEqual(await buttons.allInnerTexts(), [`Drop the text: ${left} ${left === 1 ? "entry" : "entries"}`, "Clear all"]);
    await buttons.first().click();
    await shows(page, matching({ ...asked, text: "" }));
    await page.locator("#lc-q").fill("zzzz yyyy");
    await page.locator(".lc-x-nothing button", { hasText: "Clear all" }).click();
    await shows(page, ROWS);
    assert.equal(new URL(page.url()).search, "");
  });
});

test("each chosen filter can be taken back above the table", async () => {
  const rest = matching({ category: ["in_progress"], actor: ["end_user"] });
  await explore("?category=in_progress&actor=end_user,provider", async (page) => {
    const chosen = page.locator(".lc-x-chosen button");
    assert.equal(await chosen.count(), 4);
    await page.getByRole("button", { name: "Remove Who must act: Provider" }).click();
    assert.ok(rest.length < matching({ category: ["in_progress"], actor: ["end_user", "provider"] }).length);
    await shows(page, rest);
    await chosen.last().click();
    await shows(page, ROWS);
    assert.equal(await chosen.count(), 0);
  });
});

test("labels are those of the filters, so that a row says what it is filtered by", async () => {
  await explore("", async (page) => {
    for (const name of ["category", "actor", "retry"]) {
      const [value] = mostCommon(name);
      await (await box(page, name, value)).check();
      await shows(page, matching({ [name]: [value] }));
      const cell = page.locator(".lc-x-table tbody tr:not(.lc-x-list)").first().locator(`td:nth-child(${labelOf(name)})`);
      const label = await page.locator(`input[name=${name}][value="${value}"] + span`).innerText();
      assert.ok((await cell.innerText()).startsWith(label));
      await (await box(page, name, value)).uncheck();
    }
  });
});

// ---------------------------------------------------------------- address

test("a shared address leads to the same table, also from disk and after a reload", async () => {
  const asked = { provider: ["argyle"], vocabulary: ["argyle:link.error"], text: "user" };
  let query;
  await explore("", async (page) => {
    await (await box(page, "provider", "argyle")).check();
    await (await box(page, "vocabulary", "argyle:link.error")).check();
    await page.locator("#lc-q").fill("user");
    await page.locator(".lc-x-table th[data-sort=value] button").click();
    query = new URL(page.url()).search;
  });
  assert.equal(query, "?text=user&provider=argyle&vocabulary=argyle:link.error&sort=value");
  const rows = ordered(matching(asked), 0, false);
  const disk = pathToFileURL(join(SITE, "explorer.html")).href;
  for (const path of ["explorer.html", disk]) {
    await explore(query, async (page) => {
      await shows(page, rows);
      await page.reload();
      await shows(page, rows);
      assert.equal(await page.locator("#lc-q").inputValue(), "user");
      await page.locator(".lc-x-chosen button", { hasText: "Clear all" }).click();
      assert.equal(new URL(page.url()).search, "?sort=value");
    }, { path });
  }
});

test("pages are turned, each with an address that leads back to it", async () => {
  const asked = { actor: ["developer"] };
  const rows = matching(asked);
  const last = Math.ceil(rows.length / PAGE_ROWS);
  assert.ok(last > 3 && rows.length % PAGE_ROWS > 0);
  await explore("?actor=developer", async (page) => {
    const pager = page.getByRole("group", { name: "Pages" }).last();
    const [previous, next] = ["Previous", "Next"].map((name) => pager.getByRole("button", { name }));
    await shows(page, rows);
    assert.ok(await previous.isDisabled());
    await next.click();
    await shows(page, rows, { turned: 2 });
    assert.equal(new URL(page.url()).search, "?actor=developer&page=2");
    assert.equal(await pager.locator("span").innerText(), `51–100 of ${rows.length}`);
    assert.equal(await page.evaluate(() => document.activeElement.id), "results");
    await page.getByRole("status").getByText(`, page 2 of ${last}`).waitFor({ state: "attached" });
    await page.reload();
    await shows(page, rows, { turned: 2 });
    await previous.click();
    await shows(page, rows);
    await page.goBack();
    await shows(page, rows, { turned: 2 });
    await (await box(page, "provider", "flinks")).check(); // from the first page on
    await shows(page, matching({ ...asked, provider: ["flinks"] }));
    assert.equal(new URL(page.url()).searchParams.get("page"), null);
  });
  await explore(`?actor=developer&page=${last + 7}`, async (page) => {
    await shows(page, rows, { turned: last });
    assert.equal(new URL(page.url()).search, `?actor=developer&page=${last}`);
    assert.ok(await page.getByRole("button", { name: "Next" }).last().isDisabled());
  });
});

test("rows are asked for when they are needed, from the providers that have them", async () => {
  const asked = [];
  const note = (request) => /assets\/explorer\/(\w+)\.js/.test(request.url()) && asked.push(RegExp.$1);
  const providers = [...new Set(ROWS.map(({ provider }) => provider))];
  const first = ROWS.filter(({ provider }) => provider === providers[0]).length;
  await explore("", async (page) => {
    page.on("request", note);
    const next = page.getByRole("button", { name: "Next" }).first();
    assert.deepEqual(asked, []);
    await next.click();
    await shows(page, ROWS, { turned: 2 });
    assert.deepEqual(asked.splice(0), [providers[0]]);
    await page.goto(`${page.url().split("?")[0]}?page=${Math.floor(first / PAGE_ROWS) + 1}`);
    await shows(page, ROWS, { turned: Math.floor(first / PAGE_ROWS) + 1 });
    assert.deepEqual(asked.splice(0), providers.slice(0, 2));
    await page.goto(`${page.url().split("?")[0]}?provider=flinks`);
    await shows(page, matching({ provider: ["flinks"] }));
    assert.equal(asked[0], "flinks");
    assert.deepEqual(asked.toSorted(), providers.toSorted());
    page.off("request", note);
  }, { spoils: true });
});

test("where rows do not load, the page reports that and shows what it had", async () => {
  await explore("", async (page) => {
    await page.route("**/assets/explorer/**", (route) => route.abort("aborted"));
    await page.getByRole("button", { name: "Next" }).first().click();
    await page.getByRole("alert").getByText("did not load").waitFor();
    await loaded(page);
    await page.unroute("**/assets/explorer/**");
    await page.locator("#lc-q").fill("user");
    await shows(page, found("user"));
  }, { spoils: true });
});

test("back and forward go through what was chosen", async () => {
  await explore("", async (page) => {
    await (await box(page, "category", "cancelled")).check();
    await page.locator("#lc-q").pressSequentially("user", { delay: 20 });
    await page.waitForURL("**/explorer.html?text=user&category=cancelled");
    await page.goBack(); // one step, however many letters
    await shows(page, matching({ category: ["cancelled"] }));
    assert.equal(await page.locator("#lc-q").inputValue(), "");
    await page.goBack();
    await shows(page, ROWS);
    assert.equal(await (await box(page, "category", "cancelled")).isChecked(), false);
    await page.goForward();
    await page.goForward();
    await shows(page, matching({ category: ["cancelled"], text: "user" }));
  });
});

test("q, as older addresses have it, is the text", async () => {
  await explore("?q=otp&provider=lean", async (page) => {
    await shows(page, matching({ text: "otp", provider: ["lean"] }));
    assert.equal(new URL(page.url()).search, "?text=otp&provider=lean");
  });
});

test("what the address asks for that there is not is ignored, and said", async () => {
  const odd = "?category=nonsense,cancelled&actor=__proto__&sort=-constructor&http=401%22&page=0&unknown=1&text=%3Cb%3E";
  await explore(odd, async (page) => {
    await shows(page, matching({ category: ["cancelled"], text: "<b>" }));
    const note = await page.locator(".lc-x-ignored").innerText();
    for (const part of ["category=nonsense", "actor=__proto__", "sort=-constructor", 'http=401"', "page=0"])
      assert.ok(note.includes(part), note);
    assert.equal(new URL(page.url()).search, "?text=%3Cb%3E&category=cancelled");
  });
  await explore("?category=cancelled", (page) => page.locator(".lc-x-ignored").waitFor({ state: "hidden" }));
});
