/** On the page of a code: "Copy link" copies the address instead of leading to it. */

import { copy } from "../shared/clipboard.ts";

const SHOWN_MS = 2000;

for (const link of document.querySelectorAll<HTMLAnchorElement>("a.lc-permalink")) {
  const label = link.textContent;
  link.setAttribute("role", "button");
  link.setAttribute("aria-live", "polite");
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    say((await copy(link.href)) ? "Copied" : link.href);
  });
  const say = (text: string) => {
    link.textContent = text;
    setTimeout(() => (link.textContent = label), SHOWN_MS);
  };
}
