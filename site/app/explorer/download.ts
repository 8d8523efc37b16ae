/** What the table shows, as a file. */

import type { Entry } from "./entries.ts";

type Cell = string | boolean | null | readonly string[];

/** Returns an entry under the names of the columns of `codes.csv`; null is an empty cell. */
function record({ ids, value, contextId, summary, unattended, page }: Entry): Record<string, Cell> {
  const several = (key: string): readonly string[] => ids.get(key) ?? [];
  const one = (key: string): string | null => several(key)[0] ?? null;
  return {
    provider: one("provider"),
    surface: one("surface"),
    vocabulary: one("vocabulary"),
    kind: one("kind"),
    value,
    context: contextId || null,
    summary,
    category: one("category"),
    actor: one("actor"),
    actions: several("action"),
    retry: one("retry"),
    unattended_retry: one("category") === null ? null : unattended,
    phase: one("phase"),
    http_status: several("http"),
    confidence: one("confidence"),
    flags: several("flag"),
    page,
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
