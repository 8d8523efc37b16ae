/** What every page needs so that everyone can use what the theme's script has made of it. */

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

const content = document.querySelector("main");
if (content?.querySelector(".highlight")) new MutationObserver(unmark).observe(content, { childList: true, subtree: true });
addEventListener("load", () => {
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) widths.observe(table);
});
