/** Asks axe-core about a page in all its dresses: on a desk and a phone, light and dark. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PHONE } from "./site.mjs";

const AXE = fileURLToPath(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url));
const DESK = { width: 1280, height: 800 };
export const DRESSES = [DESK, PHONE].flatMap((viewport) => ["light", "dark"].map((colorScheme) => ({ viewport, colorScheme })));
// What may differ from the first dress.
const BY_DRESS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"];
const TOUCH = "target-size"; // which axe-core asks only if it is named

/** Shows the page on a screen of this size in these colors, and waits until it is drawn. */
export async function wear(page, { viewport, colorScheme }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Brings axe-core to a page, on which no policy hinders it. */
export function bringAxe(page) {
  return page.evaluate(readFileSync(AXE, "utf8"));
}

/**
 * Returns what axe-core finds wrong in a dress, as `rule: element` lines: by all its rules, or by those alone that may find
 * another thing than in the first dress.
 */
export async function violations(page, dress, all) {
  await wear(page, dress);
  await page.waitForSelector(`body[data-md-color-scheme=${dress.colorScheme === "dark" ? "slate" : "default"}]`);
  return page.evaluate(run, options(dress.viewport === PHONE ? [TOUCH] : [], all));
}

function options(more, all) {
  if (!all) return { runOnly: [...BY_DRESS, ...more] };
  return { rules: Object.fromEntries(more.map((rule) => [rule, { enabled: true }])) };
}

/** Runs in the page. */
async function run(asked) {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], ...asked });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
