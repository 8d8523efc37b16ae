/** The list of pages beside the page, of a file that all pages of a part of the site have in common. */

/** As `site/navigation.py` writes it. Titles are HTML. */
type Entry = [title: string, address: string | null, below?: Entry[]];

declare const lcNavigation: Entry[];

const ICON = '<span class="md-nav__icon md-icon"></span>';

/** Shows it below the root of the site. The theme's own frame has it already. */
export function showNavigation(root: string): void {
  const list = document.querySelector(".md-nav--primary");
  if (!list || typeof lcNavigation === "undefined") return;
  const way = wayTo(here(), lcNavigation, root);
  list.insertAdjacentHTML("beforeend", itemsOf(lcNavigation, root, way, "__nav"));
  list.prepend(siteTitle());
}

/** The address of the page, also where a server shows it by a shorter one. */
function here(): string {
  const address = location.href.replace(/[?#].*/, "");
  return address.replace(/\/$/, "/index.html").replace(/(\.html)?$/, ".html");
}

/** The entries that lead to a page, from the outermost to its own. */
function wayTo(page: string, entries: Entry[], base: string): Entry[] {
  for (const entry of entries) {
    const [, address, below = []] = entry;
    const own = address === null ? base : new URL(address, base).href;
    if (own === page) return [entry];
    const way = wayTo(page, below, own);
    if (way.length) return [entry, ...way];
  }
  return [];
}

/** An entry without a page of its own leads to the first one below it. */
function addressOf([, address, below]: Entry, base: string): string {
  const first = below?.[0];
  return address === null && first ? addressOf(first, base) : new URL(address ?? "", base).href;
}

/** In the drawer of a phone, the name of the site is above the list. */
function siteTitle(): HTMLElement {
  const title = document.createElement("label");
  title.className = "md-nav__title";
  title.htmlFor = "__drawer";
  const logo = document.querySelector(".md-header .md-logo")?.cloneNode(true);
  if (logo instanceof HTMLElement) {
    logo.className = "md-nav__button md-logo";
    title.append(logo, logo.title);
  }
  return title;
}

function itemsOf(entries: Entry[], base: string, way: Entry[], path: string): string {
  const items = entries.map((entry, index) => itemOf(entry, base, way, `${path}_${index + 1}`));
  return `<ul class="md-nav__list" data-md-scrollfix>${items.join("")}</ul>`;
}

/** Only what leads to the page is open; another section leads to its own page. */
function itemOf(entry: Entry, base: string, way: Entry[], path: string): string {
  const [title, , below] = entry;
  const active = way.includes(entry);
  if (below?.length && active) return sectionOf(entry, base, way, path);
  const kind = `${active ? " md-nav__item--active" : ""}${below ? " md-nav__item--pruned md-nav__item--nested" : ""}`;
  const link = linkTo(addressOf(entry, base), words(title) + (below ? ICON : ""), active);
  return `<li class="md-nav__item${kind}">${link}</li>`;
}

function sectionOf(entry: Entry, base: string, way: Entry[], path: string): string {
  const [title, address, below = []] = entry;
  const level = path.split("_").length - 3;
  const own = address === null ? base : new URL(address, base).href;
  const here = way.at(-1) === entry;
  const label = (content: string) =>
    `<label class="md-nav__link${here ? " md-nav__link--active" : ""}" for="${path}" id="${path}_label"${level > 1 ? ' tabindex="0"' : ""}>${content}${ICON}</label>`;
  const head =
    address === null
      ? label(words(title))
      : `<div class="md-nav__link md-nav__container">${linkTo(own, words(title), here)}${label(`<span class="lc-hidden">In ${title}</span>`)}</div>`;
  return `<li class="md-nav__item md-nav__item--active${level === 1 ? " md-nav__item--section" : ""} md-nav__item--nested">
    <input class="md-nav__toggle md-toggle" type="checkbox" id="${path}" checked>${head}
    <nav class="md-nav" data-md-level="${level}" aria-labelledby="${path}_label">
      <label class="md-nav__title" for="${path}">${ICON}${title}</label>${itemsOf(below, own, way, path)}
    </nav></li>`;
}

function linkTo(address: string, content: string, here: boolean): string {
  return `<a href="${address}" class="md-nav__link${here ? ' md-nav__link--active" aria-current="page' : ""}">${content}</a>`;
}

function words(title: string): string {
  return `<span class="md-ellipsis">${title}</span>`;
}
