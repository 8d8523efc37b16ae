/** Pages of the table: where the reader is, and the way to the next and the previous one. */

/** As many rows as a page has; `explorer.py` has the same number for the first one. */
export const PAGE_ROWS = 50;

/** Says where a page is among so many rows, on all pagers. */
export function showPager(pagers: readonly HTMLElement[], page: number, number: number): void {
  for (const pager of pagers) {
    pager.hidden = number <= PAGE_ROWS;
    pager.querySelector("span")!.textContent = range(page, number);
    for (const button of pager.querySelectorAll("button"))
      button.disabled = Number(button.dataset["turn"]) < 0 ? page === 1 : page >= pagesOf(number);
  }
}

/** `51–100 of 2771`. */
function range(page: number, number: number): string {
  const from = (page - 1) * PAGE_ROWS;
  return `${from + 1}–${Math.min(from + PAGE_ROWS, number)} of ${number}`;
}

/** At least one, also for no rows. */
export function pagesOf(number: number): number {
  return Math.max(Math.ceil(number / PAGE_ROWS), 1);
}
