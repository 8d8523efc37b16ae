/** What the table shows, as a file. */

import { type Entry, ids } from "./entries.ts";

type Cell = string | boolean | null | readonly string[];

/** Returns an entry under the names of the columns of `codes.csv`; null is an empty cell. */
function record({ row, link }: Entry): Record<string, Cell> {
  const one = (key: string): string | null => row.dataset[key] ?? null;
  return {
    provider: one("provider"),
    surface: one("surface"),
    vocabulary: one("vocabulary"),
    kind: one("kind"),
    value: link.querySelector("code")?.textContent ?? null,
    context: one("context"),
    summary: row.querySelector("p")!.textContent!,
    category: one("category"),
    actor: one("actor"),
    actions: ids(row, "action"),
    retry: one("retry"),
    unattended_retry: one("category") === null ? null : row.hasAttribute("data-unattended"),
    phase: one("phase"),
    http_status: ids(row, "http"),
    confidence: one("confidence"),
    flags: ids(row, "flag"),
    page: link.getAttribute("href")!.replace(/\.html(#.*)?$/, ""),
  };
}

/** Returns the entries as JSON: a list of objects. */
export function toJson(entries: readonly Entry[]): string {
  return `${JSON.stringify(entries.map(record), null, 2)}\n`;
}

/** Returns the entries as CSV (RFC 4180); by its byte order mark spreadsheets know that it is UTF-8. */
export function toCsv(entries: readonly Entry[]): string {
  const records = entries.map(record);
  const lines = [Object.keys(records[0] ?? {}), ...records.map(Object.values<Cell>)];
  return `\uFEFF${lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
}

/** Quotes a cell. One that a spreadsheet would take for a formula gets an apostrophe, which makes it text. */
function csvCell(cell: Cell): string {
  const text = Array.isArray(cell) ? cell.join(" ") : String(cell ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** Hands a text to the browser as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_MS);
}

const DOWNLOAD_MS = 10_000;
