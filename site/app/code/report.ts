/** A report of a mistake that begins with what the page knows of itself. */

const FORM = "advice-wrong.yml";

/** Returns the address of the form for wrong advice in a repository, with the fields that are known filled in. */
export function reportAddress(repository: string, code: string, place: string, said: string): string {
  const fields = { template: FORM, title: `Wrong: ${code}`, code: `${code} (${place})`, says: said };
  return `${repository.replace(/\/+$/, "")}/issues/new?${new URLSearchParams(fields)}`;
}

/** Lets a link to how mistakes are reported lead to the form, if the site knows the repository. */
export function fillReports(): void {
  const { repository } = document.documentElement.dataset;
  if (!repository) return;
  const said = document.querySelector<HTMLElement>(".lc-meaning")?.innerText ?? "";
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-place]")) {
    const { code = "", place = "" } = link.dataset;
    link.href = reportAddress(repository, code, place, said);
  }
}
