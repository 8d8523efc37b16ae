/** What is made of the headings of a page: links to them, and the table of contents. */

interface Section {
  heading: HTMLElement;
  below: Section[];
}

/** Puts a link to itself into each heading, and fills the table of contents where the frame leaves it empty. */
export function showHeadings(): void {
  const contents = document.querySelector(".md-nav--secondary:empty");
  const headings = [...document.querySelectorAll<HTMLElement>("article :is(h2, h3)[id]")];
  if (contents && headings.length) contents.innerHTML = contentsOf(headings);
  // A title that opens what is under it is a button already.
  for (const heading of document.querySelectorAll("article :is(h1, h2, h3)[id]:not(summary > *)")) {
    heading.insertAdjacentHTML("beforeend", '<a class="headerlink" title="Permanent link">#</a>');
    if (heading.lastElementChild instanceof HTMLAnchorElement) heading.lastElementChild.href = `#${heading.id}`;
  }
}

function contentsOf(headings: HTMLElement[]): string {
  return `<label class="md-nav__title" for="__toc"><span class="md-nav__icon md-icon"></span>Table of contents</label>
    <ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>${sectionsOf(headings).map(itemOf).join("")}</ul>`;
}

function sectionsOf(headings: HTMLElement[]): Section[] {
  const sections: Section[] = [];
  for (const heading of headings) {
    const outer = heading.tagName === "H3" ? sections.at(-1) : undefined;
    (outer?.below ?? sections).push({ heading, below: [] });
  }
  return sections;
}

function itemOf({ heading, below }: Section): string {
  const text = document.createElement("span");
  text.className = "md-ellipsis";
  text.textContent = heading.textContent;
  const link = document.createElement("a");
  link.className = "md-nav__link";
  link.href = `#${heading.id}`;
  link.append(text);
  const list = document.createElement("nav");
  list.className = "md-nav";
  list.setAttribute("aria-label", heading.textContent ?? "");
  list.innerHTML = `<ul class="md-nav__list">${below.map(itemOf).join("")}</ul>`;
  return `<li class="md-nav__item">${link.outerHTML}${below.length ? list.outerHTML : ""}</li>`;
}
