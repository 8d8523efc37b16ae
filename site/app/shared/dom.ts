// Makes elements. Texts only ever become text, so nothing that was pasted can turn into markup.

type Child = Node | string | null | false;

/** Makes an element with attributes (`class`, `href`, ...) and children; null and false are left out. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** Writes a text of the spec, in which backticks mark literals. */
export function prose(text: string): readonly (Node | string)[] {
  const parts = text.split(/`([^`\n]+)`/);
  return parts.map((part, index) => (index % 2 ? el("code", {}, part) : part));
}

/** Makes a button with a text. */
export function button(text: string, className: string, act: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", class: className }, text);
  made.addEventListener("click", act);
  return made;
}

/** Returns the address of a page; `page` is its path without suffix. */
export function pageUrl(page: string): string {
  return new URL(`${encodeURI(page)}.html`, new URL(".", location.href)).href;
}

/** Makes a link to a page of the site. */
export function pageLink(page: string, ...children: readonly Child[]): HTMLAnchorElement {
  return el("a", { href: pageUrl(page) }, ...children);
}
