// What the tests of the home page share: the page, watched, and what one does on it.
import { join } from "node:path";
import { after, before } from "node:test";
import { exampleNamed } from "../typescript/examples.mjs";
import * as site from "./site.mjs";


export const ERROR = { status: "ERROR", secondary_status: "INVALID_MFA" };

/** The text of an example of the spec. */
export const example = (name) => JSON.stringify(exampleNamed(name), null, 2);

let world;

before(async () => {
  world = await site.open();
});

after(() => world?.close());

/** Opens the home page, hands it over, and fails if anything went wrong on it meanwhile. */
export function visit(look, { address = "index.html", ...options } = {}) {
  const permissions = ["clipboard-read", "clipboard-write"];
  return site.visit(world, address, look, { permissions, ...options });
}

export const input = (page) => page.locator(".lc-input");
export const answer = (page) => page.locator(".lc-answer");
export const verdict = (page) => answer(page).locator(".lc-verdict").first();
export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Pastes as a browser does, with an event that carries the text. */
export const paste = (page, text) =>
  input(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.focus();
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

export async function cleared(page) {
  await page.locator(".lc-clear").click();
  return page;
}

/** Returns the page with nothing in its box. */
export async function emptied(page) {
  return (await input(page).inputValue()) === "" ? page : cleared(page);
}

export async function copied(page, name) {
  await page.getByRole("button", { name, exact: true }).first().click();
  await page.locator(".lc-said", { hasText: "copied" }).waitFor({ state: "attached" });
  return clipboard(page);
}

/**
 * Runs in the page, whose clipboard may be used: pastes each text, alone and beside what is recognized, and copies what
 * can be copied; returns how often, and the secrets that could be read anywhere.
 */
export async function readSecrets({ texts, recognized }) {
  const box = document.querySelector(".lc-input");
  const everything = () => {
    const fields = [...document.querySelectorAll("input, textarea")].map(({ value }) => value);
    return [document.documentElement.outerHTML, ...fields, location.href, document.title].join("\n");
  };
  const paste = (text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    box.focus();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  };
  const copy = async (button) => {
    document.querySelector(".lc-said").textContent = "";
    await navigator.clipboard.writeText("");
    button.click();
    while (!document.querySelector(".lc-said").textContent.includes("copied")) await new Promise((done) => setTimeout(done));
    return navigator.clipboard.readText();
  };
  const isJson = (text) => {
    try {
      return Boolean(JSON.parse(text));
    } catch {
      return false;
    }
  };
  const joined = (text) => (isJson(text) ? `[${text},${recognized}]` : `${text}\n${recognized}`);
  const empty = everything();
  paste(recognized);
  const before = empty + everything();
  document.querySelector(".lc-clear").click();
  const found = { copies: 0, read: [] };
  for (const [text, secrets] of texts.flatMap(({ text, secrets }) => [[text, secrets], [joined(text), secrets]])) {
    paste(text);
    const seen = [];
    const names = ["Copy link", "Copy for a ticket"];
    const buttons = [...document.querySelectorAll("button")].filter(({ textContent }) => names.includes(textContent.trim()));
    for (const button of buttons) seen.push(await copy(button));
    found.copies += seen.length;
    seen.push(everything());
    const isRead = (secret) => !before.includes(secret) && seen.some((part) => part.includes(secret));
    found.read.push(...secrets.filter(isRead).map((secret) => `${secret} of ${text}`));
    document.querySelector(".lc-clear").click();
  }
  return found;
}
