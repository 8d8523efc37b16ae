/** Parts that open under their titles. Most browsers open one for an address inside it; this is for the others. */

/** Opens what the address names, now and whenever it names another place. */
export function openFolds(): void {
  openNamed();
  addEventListener("hashchange", openNamed);
}

function openNamed(): void {
  const named = document.getElementById(location.hash.slice(1));
  let fold = named?.closest<HTMLDetailsElement>("details:not([open])");
  if (!fold) return;
  for (; fold; fold = fold.parentElement?.closest<HTMLDetailsElement>("details:not([open])")) fold.open = true;
  named?.scrollIntoView();
}
