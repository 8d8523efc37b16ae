/** Opens the search with a button, with Ctrl K, and with `/`, unless a field of the page has taken that. */

import { loadScript } from "../shared/load.ts";
import { isSlash } from "../shared/slash.ts";

export function openSearch(assets: string): void {
  const open = async (text?: string): Promise<void> => {
    if (await loadScript("search.js", assets)) window.linkcodesPalette?.open(text);
    else location.href = new URL("../explorer.html", assets).href; // which finds codes without it
  };
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-lc-search]")) void open();
  });
  addEventListener("keydown", (event) => {
    if (!isAsked(event)) return;
    event.preventDefault();
    void open();
  });
  // At an address that leads nowhere, the search begins with its last word: most likely a code.
  const word = document.querySelector("[data-lc-search=address]") && /([^/]{3,}?)(?:\.html)?\/?$/.exec(location.pathname)?.[1];
  if (word) void open(decoded(word));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isAsked(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  return key.toLowerCase() === "k" ? (ctrlKey || metaKey) && !altKey : isSlash(event);
}
