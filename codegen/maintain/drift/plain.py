"""Read a page that is text: as copied from a browser, or Markdown, or a mixture of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.maintain.drift import markup
from codegen.maintain.drift.page import Kind, PageLine, SavedPage, tidy

_TABLE, _END_OF_TABLE = "<table", "</table>"
_INLINE_TAG = re.compile(r"</?(?:a|b|br|code|em|i|p|span|strong|sub|sup|u)\b[^<>\n]{0,300}>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,1000}\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_BULLET = re.compile(r"(?:[•*+–-]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r"(```|~~~)")
_SEPARATOR = re.compile(r"[\s|:+-]*--[\s|:+-]*")
_PIPE = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"\t|(?<=[^\s.!?:]) {2,}(?=\S)")
_SPAN = re.compile(r"(`+)([^`\n]+)\1")
_ADDRESS = re.compile(r"(?:[\w<>!*-]+:?\s+){0,3}[<(]?(https?://[^\s<>)]+)[>)]?(?:\s*-->)?")
HEAD_LINES = 3
"""How many lines may contain the title of a page that marks no headings."""


def read(text: str, file: str) -> SavedPage:
    """Return the page that a text is."""
    lines: list[PageLine] = []
    number = 1
    for part, is_table in _parts(text):
        # Tables of text are known by their first line; these need another number.
        lines += markup.read(part, file, number, -number).lines if is_table else _lines(part, number)
        number += part.count("\n")
    raw = [line.strip() for line in text.split("\n")]
    urls = [found.group(1) for line in raw if (found := _ADDRESS.fullmatch(line[:2000]))]
    headings = [line.text for line in lines if line.kind == "heading"]
    first = [line.text for line in lines[:HEAD_LINES]]
    return SavedPage(file, tuple(lines), tuple(urls), tuple((headings[:1] or []) + first))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in turn, and whether each is a table in HTML, as Markdown may contain."""
    lower = text.lower()
    at = 0
    while (start := lower.find(_TABLE, at)) >= 0 and (end := lower.find(_END_OF_TABLE, start)) >= 0:
        yield text[at:start], False
        at = end + len(_END_OF_TABLE)
        yield text[start:at], True
    yield text[at:], False


def _lines(text: str, number: int) -> Iterator[PageLine]:
    fence, table = "", 0
    for at, raw in enumerate(text.split("\n"), number):
        line = raw.strip()
        mark = _FENCE.match(line)
        if mark and fence in ("", mark.group()):
            fence = "" if fence else mark.group()
            continue
        if fence:
            yield PageLine(at, (tidy(line),), "sample")
            continue
        if not line or _SEPARATOR.fullmatch(line):
            table = table if line else 0
            continue
        made = _line(line, at, table)
        table = made.table
        yield made


def _line(line: str, number: int, table: int) -> PageLine:
    heading = _HEADING.fullmatch(line)
    kind: Kind = "heading" if heading else "text"
    content = heading.group(1) if heading else _BULLET.sub("", line, count=1)
    content = _LINK.sub(r"\1", content)
    spans = tuple(tidy(span) for _, span in _SPAN.findall(content))
    cells = () if heading else _cells(content)
    if len(cells) > 1:
        return PageLine(number, tuple(map(_plain, cells)), "row", spans, table or number)
    return PageLine(number, (_plain(content),), kind, spans)


def _cells(line: str) -> tuple[str, ...]:
    if _PIPE.search(line):
        inner = line.removeprefix("|")
        inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
        return tuple(_PIPE.split(inner))
    return tuple(_GAP.split(line))


def _plain(text: str) -> str:
    without = _INLINE_TAG.sub("", text.replace("**", "").replace("`", ""))
    return tidy(_ESCAPE.sub(r"\1", without))
