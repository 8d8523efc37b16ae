// Starts the box on the home page.

import { Box } from "./box.ts";

const found = document.querySelector<HTMLElement>(".lc-box");
if (found) {
  const box = new Box(found);
  addEventListener("keydown", (event) => takeSlash(event, box), { capture: true });
  addEventListener("hashchange", () => box.openLink(location.hash));
  box.openLink(location.hash);
}

/** Here the key that opens the theme's search goes to the box; its other keys, `f` and `s`, stay. */
function takeSlash(event: KeyboardEvent, box: Box): void {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const isTyping = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  if (key !== "/" || ctrlKey || metaKey || altKey || isTyping) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  box.focus();
}
