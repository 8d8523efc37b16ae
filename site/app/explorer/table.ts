/** The table: puts its first rows in at once, and the others after a pause in typing. */

import type { Entry } from "./entries.ts";

/** As many rows as fit a large screen: these answer what is typed. */
const AT_ONCE = 20;
const THEN_AFTER_MS = 150;
const A_FRAME = 200;

export interface Table {
  /** Makes the table show these entries, in this order. */
  readonly show: (entries: readonly Entry[]) => void;
  /** Puts in all rows that still wait. */
  readonly finish: () => void;
}

/** Takes over a table with all its rows in it. */
export function tableOf(body: HTMLTableSectionElement): Table {
  let waiting: readonly Entry[] = [];
  let timer = 0;
  let frame = 0;

  const add = (number: number): void => {
    body.append(...waiting.slice(0, number).map(({ row }) => row));
    waiting = waiting.slice(number);
  };
  const addByFrames = (): void => {
    add(A_FRAME);
    if (waiting.length > 0) frame = requestAnimationFrame(addByFrames);
  };
  const stop = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };

  return {
    show(entries) {
      stop();
      body.replaceChildren();
      waiting = entries;
      add(AT_ONCE);
      timer = window.setTimeout(addByFrames, THEN_AFTER_MS);
    },
    finish() {
      stop();
      add(waiting.length);
    },
  };
}
