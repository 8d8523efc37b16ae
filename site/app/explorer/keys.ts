/** The keyboard: `/` goes to the text filter, Escape clears it, and the arrows go through the rows. */

import { onSlash } from "../shared/slash.ts";

/** Adds the keys; `clear` empties the text filter. */
export function addKeys(field: HTMLInputElement, table: HTMLTableElement, clear: () => void): void {
  onSlash(() => {
    field.focus();
    field.select();
  });
  const links = (): HTMLAnchorElement[] => [...table.querySelectorAll<HTMLAnchorElement>("th > div > a")];
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    else if (event.key === "ArrowDown") links()[0]?.focus();
    else return;
    event.preventDefault();
  });
  table.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.findIndex((link) => link.closest("tr") === (event.target as Element).closest("tr"));
    if (at < 0) return;
    if (event.key === "ArrowDown") all[at + 1]?.focus();
    else if (event.key === "ArrowUp") (all[at - 1] ?? field).focus();
    else if (event.key === "Escape") field.focus();
    else return;
    event.preventDefault();
  });
}
