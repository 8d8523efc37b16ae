// usage: node site/theme.mjs STYLES ASSETS
// Writes the styles of the theme in the folder STYLES to the folder ASSETS, without what this site never shows: features
// that are switched off, and colors that it does not choose. `UNUSED` is proved by looking at all pages and scripts.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { transform } from "lightningcss";

/** Classes of the theme that no page of this site has and no script of it sets. */
export const UNUSED = new RegExp(
  `^(?:${[
    "md-(?:author|banner|button|consent|draft|feedback|input|meta|pagination|pin|post|profile|progress|select|social|source|tabs|top)(?:-file)?(?:(?:__|--)\\w+(?:--\\w+)*)?",
    "md-(?:clipboard|clipboard--inline|content--post|content__button|sidebar--post|header--lifted|header__source|nav--integrated|nav__source|tag-shadow)",
    "md-footer__(?:button|direction|inner|link|link--next|link--prev|title)",
    "md-search(?:-result)?(?:__\\w+)?(?:--\\w+)?",
    "md-status--\\w+",
    "arithmatex|critic|emojione|footnote-backref|gemoji|giscus|katex-html|twemoji",
    "key-[\\w-]+|task-list-\\w+|tabbed-control--\\w+",
  ].join("|")})$`,
);
const CLASS = /\.(-?[A-Za-z_][\w-]*)/g;
/** A color that the configuration may name; this site has its own. */
const CHOICE = /^data-md-color-(?:primary|accent)$/;

/** Returns a sheet of the theme without what is unused. */
export function slim(css) {
  const unused = [...new Set([...css.matchAll(CLASS)].map(([, name]) => name))].filter((name) => UNUSED.test(name));
  const visitor = { Rule: { style: (rule) => (rule.value.selectors.every(isChoice) ? [] : undefined) } };
  const { code } = transform({ filename: "theme.css", code: Buffer.from(css), minify: true, unusedSymbols: unused, visitor });
  return code.toString();
}

function isChoice(selector) {
  return selector.some((part) => part.type === "attribute" && CHOICE.test(part.name) && part.operation?.value !== "custom");
}

function theme(styles, assets) {
  mkdirSync(`${assets}/stylesheets`, { recursive: true });
  for (const name of readdirSync(styles).filter((name) => name.endsWith(".css")))
    writeFileSync(`${assets}/stylesheets/${name}`, slim(readFileSync(`${styles}/${name}`, "utf-8")));
}

if (resolve(argv[1] ?? "") === fileURLToPath(import.meta.url)) theme(...argv.slice(2));
