/** The lists beside a page: hundreds of links, which a reader meets after the page, and reaches before it with one key. */

const LIST = "__list";

/** Puts the lists behind the content, and a link to the list of pages at the top. The styles show them where they were. */
export function listsAfterContent(): void {
  const list = document.querySelector<HTMLElement>(".md-sidebar--primary");
  const pages = list?.querySelector<HTMLElement>(".md-nav--primary");
  if (!list || !pages) return;
  list.parentElement?.append(list, ...document.querySelectorAll(".md-sidebar--secondary"));
  pages.id = LIST;
  pages.tabIndex = -1;
  if (!list.hidden) addSkip();
  const drawer = document.getElementById("__drawer");
  if (drawer instanceof HTMLInputElement) followDrawer(drawer, pages);
}

function addSkip(): void {
  const skip = '<a href="#__list" class="md-skip lc-to-list">Skip to the list of pages</a>';
  const first = document.querySelector(".md-skip");
  if (first) first.insertAdjacentHTML("afterend", skip);
  else document.querySelector(".md-header")?.insertAdjacentHTML("beforebegin", skip);
}

/** The drawer of a phone is the list of pages: the focus goes into it, and back to its switch. */
function followDrawer(drawer: HTMLInputElement, pages: HTMLElement): void {
  const menu = document.querySelector<HTMLElement>(`.md-header label[for="${drawer.id}"]`);
  drawer.addEventListener("change", () => {
    if (drawer.checked) pages.focus({ preventScroll: true });
    else if (pages.contains(document.activeElement)) menu?.focus();
  });
  pages.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawer.checked) drawer.click();
  });
}
