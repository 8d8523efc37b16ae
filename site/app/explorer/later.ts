/** Rows that the page contains as text, so that it can be shown before they are made. */

const AT_A_TIME = 40;
const AFTER_MS = 60;

export interface Later {
  /** Makes all rows that are left; `isShown`: they go into the table. */
  readonly finish: (isShown?: boolean) => void;
}

/** Takes rows, in their order; `isShown`: nothing was filtered yet, so they belong at the end of the table. */
export type Take = (rows: HTMLTableRowElement[], isShown: boolean) => void;

/** Makes rows of what a `noscript` element contains, some whenever the browser has time. */
export function laterRows(holder: Element | null, take: Take): Later {
  let texts = (holder?.textContent ?? "").split(/(?=<tr data-)/).slice(1);
  holder?.remove();

  const make = (number: number, isShown: boolean): void => {
    if (texts.length === 0) return;
    const template = document.createElement("template");
    template.innerHTML = texts.slice(0, number).join(""); // the page's own markup
    texts = texts.slice(number);
    take([...template.content.querySelectorAll("tr")], isShown);
  };
  const makeSome = (): void => {
    make(AT_A_TIME, true);
    if (texts.length > 0) soon(makeSome);
  };
  soon(makeSome);
  return { finish: (isShown = false) => make(texts.length, isShown) };
}

/** Calls when there is time; Safari does not tell. */
function soon(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act);
  else setTimeout(act, AFTER_MS);
}
