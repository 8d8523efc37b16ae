// Starts the box on the home page.

import { onSlash } from "../shared/slash.ts";
import { Box } from "./box.ts";

const found = document.querySelector<HTMLElement>(".lc-box");
if (found) {
  const box = new Box(found);
  onSlash(() => box.focus());
  addEventListener("hashchange", () => box.openLink(location.hash));
  box.openLink(location.hash);
}
