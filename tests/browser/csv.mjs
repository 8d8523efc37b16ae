/** Reads CSV as RFC 4180 has it, every cell in quotation marks; returns the lines as lists of cells. */
export function parseCsv(text) {
  const lines = [[]];
  const pattern = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  for (let match; pattern.lastIndex < text.length && (match = pattern.exec(text)); ) {
    lines.at(-1).push(match[1].replaceAll('""', '"'));
    if (match[2] === "\r\n") lines.push([]);
  }
  if (lines.pop().length > 0) throw new Error("the last line does not end");
  return lines;
}
