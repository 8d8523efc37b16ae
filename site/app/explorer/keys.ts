/** The keyboard: `/` goes to the text filter, Escape clears it, and the arrows go through the rows. */

/** Adds the keys; `clear` empties the text filter. */
export function addKeys(field: HTMLInputElement, body: HTMLTableSectionElement, clear: () => void): void {
  // Captured, because the theme would open its search by the same key.
  window.addEventListener("keydown", (event) => takeSlash(event, field), { capture: true });
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

function takeSlash(event: KeyboardEvent, field: HTMLInputElement): void {
  const typing = "textarea, select, input:not([type=checkbox])";
  const isTyping = event.target instanceof Element && event.target.matches(typing);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  event.preventDefault();
  event.stopPropagation();
  field.focus();
  field.select();
}

/** Goes to a row's link, or to what has none and is itself the target. */
function focusLink(element: Element | null | undefined): void {
  const target = element?.querySelector("a") ?? element;
  if (target instanceof HTMLElement) target.focus();
}
