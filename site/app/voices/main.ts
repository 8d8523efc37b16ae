/** An address from when all texts were on one page leads on to the page that has the text now. */

const moved = document.getElementById(location.hash.slice(1))?.querySelector<HTMLAnchorElement>(":scope > a[data-moved]");
if (moved) location.replace(moved.href);
