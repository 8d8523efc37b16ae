/** On the page of a code: "Copy link" copies the address, a report is filled in, and a reader chooses what comes first. */

import { copy } from "../shared/clipboard.ts";
import { fillReports } from "./report.ts";
import { arrange, roleNow, roleSwitch, type Role } from "../shared/role.ts";

const SHOWN_MS = 2000;
/** What the sections are about, by the ends of their ids. */
const SECTIONS = { voices: "people", causes: "causes", fixes: "code" } as const;

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

fillReports();

type Section = readonly [(typeof SECTIONS)[keyof typeof SECTIONS], readonly Element[]];

/** Returns a heading with all that is below it. */
function section(heading: Element): Section {
  const elements = [heading];
  for (let next = heading.nextElementSibling; next && !/^H[1-3]$/.test(next.tagName); next = next.nextElementSibling)
    elements.push(next);
  return [SECTIONS[heading.id.replace(/^.*-/, "") as keyof typeof SECTIONS], elements];
}

/** Returns the sections that can change places: those of the code, or of each of its meanings. */
function groups(): readonly (readonly Section[])[] {
  const ends = Object.keys(SECTIONS).flatMap((id) => [`.lc-main > h2#${id}`, `.lc-main > h3[id$="-${id}"]`]);
  const headings = [...document.querySelectorAll(ends.join())];
  const meanings = [...new Set(headings.map(meaningOf))];
  return meanings.map((meaning) => headings.filter((heading) => meaningOf(heading) === meaning).map(section));
}

function meaningOf({ id }: Element): string {
  return id.replace(/[^-]*$/, "");
}

const all = groups();
const title = document.querySelector(".lc-identity");
if (title && all.some((sections) => sections.length > 1)) {
  const show = (role: Role) => all.forEach((sections) => arrange(sections, role));
  const top = document.createElement("div");
  top.className = "lc-top";
  title.replaceWith(top);
  top.append(title, roleSwitch(show));
  show(roleNow());
}
