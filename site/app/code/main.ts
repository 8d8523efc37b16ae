/** On the page of a code: "Copy link" copies the address, a report is filled in, and a reader chooses what comes first. */

import { copy } from "../shared/clipboard.ts";
import { fillReports } from "./report.ts";
import { arrange, roleNow, roleSwitch, type Block, type Role } from "../shared/role.ts";

const SHOWN_MS = 2000;
/** What the sections are about, by the ends of their ids; first those of each meaning, then those of the whole code. */
const OF_MEANING: Readonly<Record<string, Block>> = { voices: "people", causes: "causes", fixes: "code" };
const OF_CODE: Readonly<Record<string, Block>> = {
  reproduce: "wire",
  messages: "wire",
  wire: "wire",
  related: "wire",
  crosswalk: "elsewhere",
};

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

type Section = readonly [Block, readonly Element[]];

/** Returns a heading with all that is below it. */
function section(heading: Element, block: Block): Section {
  const elements = [heading];
  for (let next = heading.nextElementSibling; next && !/^H[1-3]$/.test(next.tagName); next = next.nextElementSibling)
    elements.push(next);
  return [block, elements];
}

/** Returns the sections that can change places: those of the code or of each of its meanings, and those below. */
function groups(): readonly (readonly Section[])[] {
  const ends = Object.keys(OF_MEANING).flatMap((id) => [`.lc-main > h2#${id}`, `.lc-main > h3[id$="-${id}"]`]);
  const headings = [...document.querySelectorAll(ends.join())];
  const meanings = [...new Set(headings.map(meaningOf))].map((meaning) =>
    headings
      .filter((heading) => meaningOf(heading) === meaning)
      .map((heading) => section(heading, OF_MEANING[heading.id.replace(/^.*-/, "")]!)),
  );
  const below = [...document.querySelectorAll(".lc-split ~ h2")].filter(({ id }) => Object.hasOwn(OF_CODE, id));
  return [...meanings, below.map((heading) => section(heading, OF_CODE[heading.id]!))];
}

function meaningOf({ id }: Element): string {
  return id.replace(/[^-]*$/, "");
}

const all = groups();
const title = document.querySelector(".lc-identity");
// Without words for people and steps for programs there is nothing that one role wants before another.
if (title && all.slice(0, -1).some((sections) => sections.length > 1)) {
  const show = (role: Role) => all.forEach((sections) => arrange(sections, role));
  const top = document.createElement("div");
  top.className = "lc-top";
  title.replaceWith(top);
  top.append(title, roleSwitch(show));
  show(roleNow());
}
