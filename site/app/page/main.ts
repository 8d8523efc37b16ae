/** What every page needs before and after the theme's script, which runs next. */

import { openFolds } from "./folds.ts";
import { showHeadings } from "./headings.ts";
import { listsAfterContent } from "./lists.ts";
import { showNavigation } from "./navigation.ts";
import { openSearch } from "./search.ts";

declare function __md_get(key: string): unknown;

// The button beside each block of code is in a landmark of its own that has no name. The theme makes it when the
// block comes into view.
function unmark(): void {
  for (const bar of document.querySelectorAll("nav.md-code__nav:not([role])")) bar.setAttribute("role", "none");
}

// A table that is too wide can be pushed sideways with a finger or a mouse; with the keyboard it must have the focus.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) reach(target);
});

function reach(table: Element): void {
  const wide = table.scrollWidth > table.clientWidth;
  for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Wide table"]] as const) {
    if (wide) table.setAttribute(name, value);
    else table.removeAttribute(name);
  }
}

// The drawer of a phone has the table of contents, too.
function contentsInDrawer(): void {
  const contents = document.querySelector(".md-sidebar--secondary .md-nav--secondary:has(li)");
  const link = document.querySelector(".md-nav--primary li > a[aria-current]");
  if (!contents || !link) return;
  link.insertAdjacentHTML(
    "beforebegin",
    `<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">
    <label class="md-nav__link md-nav__link--active" for="__toc">${link.innerHTML}<span class="md-nav__icon md-icon"></span></label>`,
  );
  link.after(contents.cloneNode(true));
}

// A visitor who chose a language in one set of tabs finds it chosen in the others.
function chooseTabs(): void {
  const chosen = __md_get("__tabs");
  if (!Array.isArray(chosen)) return;
  for (const labels of document.querySelectorAll(".tabbed-set > .tabbed-labels")) {
    const named = (name: unknown) => [...labels.querySelectorAll("label")].find((label) => label.innerText.trim() === name);
    check(chosen.map(named).find(Boolean)?.htmlFor);
  }
}

function check(id: string | undefined): void {
  const input = id && document.getElementById(id);
  if (input instanceof HTMLInputElement && input.name.startsWith("__tabbed_")) input.checked = true;
}

const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement) {
  showNavigation(new URL("..", currentScript.src).href);
  openSearch(currentScript.src);
}
showHeadings();
contentsInDrawer();
listsAfterContent();
chooseTabs();
check(location.hash.slice(1));
openFolds();

const content = document.querySelector("main");
if (content?.querySelector(".highlight")) new MutationObserver(unmark).observe(content, { childList: true, subtree: true });
addEventListener("load", () => {
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) widths.observe(table);
});
