/** The order of the table: by a heading, or, where there are none, by a list of the columns. */

/** Makes the headings buttons, which go from ascending over descending to the order of the spec, and fills the list. */
export function addSorting(
  headings: readonly HTMLTableCellElement[],
  list: HTMLSelectElement,
  current: () => string,
  sortBy: (by: string) => void,
): void {
  for (const heading of headings) {
    const name = heading.dataset["sort"]!;
    list.append(Object.assign(document.createElement("option"), { value: name, textContent: heading.textContent }));
    const next = (): string => (current() === name ? `-${name}` : current() === `-${name}` ? "" : name);
    const made = Object.assign(document.createElement("button"), { type: "button" });
    made.append(...heading.childNodes);
    made.addEventListener("click", () => sortBy(next()));
    heading.append(made);
  }
  list.addEventListener("change", () => sortBy(list.value));
}

/** Says which column the table is sorted by: `value`, `-value` or, for the order of the spec, nothing. */
export function showSort(headings: readonly HTMLTableCellElement[], list: HTMLSelectElement, by: string): void {
  const name = by.replace(/^-/, "");
  list.value = name;
  for (const heading of headings) {
    const isOwn = heading.dataset["sort"] === name;
    heading.ariaSort = isOwn ? (by === name ? "ascending" : "descending") : null;
  }
}
