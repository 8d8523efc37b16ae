/** Has the key `/` go to a field of the page, unless a field has the focus; else the theme opens its search by it. */
export function onSlash(go: () => void): void {
  addEventListener("keydown", (event) => take(event, go), { capture: true });
}

const TYPING = "textarea, select, input:not([type=checkbox]), [contenteditable]";

function take(event: KeyboardEvent, go: () => void): void {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const isTyping = target instanceof Element && target.closest(TYPING);
  if (key !== "/" || ctrlKey || metaKey || altKey || isTyping) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  go();
}
