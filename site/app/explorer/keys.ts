/** The keyboard: `/` goes to the text filter, Escape clears it, and the arrows go through the rows. */

import { onSlash } from "../shared/slash.ts";

/** Adds the keys; `clear` empties the text filter. */
export function addKeys(field: HTMLInputElement, body: HTMLTableSectionElement, clear: () => void): void {
  onSlash(() => {
    field.focus();
    field.select();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    else if (event.key === "ArrowDown") focusLink(body.rows[0]);
    else return;
    event.preventDefault();
  });
  body.addEventListener("keydown", (event) => {
    const row = (event.target as Element).closest("tr");
    if (event.key === "ArrowDown") focusLink(row?.nextElementSibling);
    else if (event.key === "ArrowUp") focusLink(row?.previousElementSibling ?? field);
    else if (event.key === "Escape") field.focus();
    else return;
    event.preventDefault();
  });
}

/** Goes to a row's link, or to what has none and is itself the target. */
function focusLink(element: Element | null | undefined): void {
  const target = element?.querySelector("a") ?? element;
  if (target instanceof HTMLElement) target.focus();
}
