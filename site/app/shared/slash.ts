/** Has the key `/` go to a field of the page, unless a field has the focus; else it opens the search. */
export function onSlash(go: () => void): void {
  addEventListener("keydown", (event) => take(event, go), { capture: true });
}

function take(event: KeyboardEvent, go: () => void): void {
  if (!isSlash(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  go();
}

const TYPING = "textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]";

/** Whether `/` was pressed alone, and not as a letter of a text. */
export function isSlash({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const isTyping = target instanceof Element && target.closest(TYPING);
  return key === "/" && !ctrlKey && !metaKey && !altKey && !isTyping;
}
