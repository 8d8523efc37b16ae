"""Read a page that is HTML: its tables, headings and code, its title and the address it gives as its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from codegen.maintain.drift.page import Kind, PageLine, SavedPage, tidy

_START = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|main|article|section|div|table|h1|p|!--)\b", re.IGNORECASE
)
_HIDDEN = {"script", "style", "template", "noscript", "svg"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "ul",
}  # fmt: skip
_TITLE_MAKERS = re.compile(r"\s+[|·–—-]\s+")


def is_markup(text: str, suffix: str) -> bool:
    """Say if a file is HTML: by its name, or by how it begins."""
    return suffix.lower() in (".html", ".htm", ".xhtml") or bool(_START.match(text))


def read(text: str, file: str, number: int = 1, table: int = 1) -> SavedPage:
    """Return the page that HTML is; `number` and `table` are those of its first line and table."""
    reader = _Reader(number, table)
    reader.feed(_closed(text))
    reader.close()
    reader.end_line()
    return SavedPage(
        file, tuple(reader.lines), tuple(reader.urls), tuple(filter(None, map(tidy, reader.titles)))
    )


def _closed(text: str) -> str:
    """Return HTML without unclosed constructs, which would make the parser quadratic."""
    whole = text[: text.rfind(">") + 1].replace("<![", "<!")
    return whole + "-->" if whole.rfind("<!--") > whole.rfind("-->") else whole


class _Reader(HTMLParser):
    """Collects lines: a row for each row of a table, a line for each block."""

    def __init__(self, number: int, table: int) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[PageLine] = []
        self.urls: list[str] = []
        self.titles: list[str] = []
        self._first, self._table = number, table
        self._text: list[str] = []
        self._cells: list[str] | None = None
        self._in_cell = False
        self._blank = True
        self._spans: list[str] = []
        self._kind: Kind = "text"
        self._hidden = self._pre = 0
        self._at = number
        self._in_title = False
        self._code: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens."""
        values = {name: value or "" for name, value in attrs}
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.urls.append(values.get("href", ""))
        elif tag == "meta":
            self._meta(values)
        elif tag == "title":
            self._in_title = not self._hidden
        elif tag == "br":
            self._break()
        elif tag == "tr":
            self.end_line()
            self._cells = []
            self._at = self._number()
        elif tag in ("td", "th"):
            self._end_cell()
            self._in_cell = self._cells is not None
        elif tag == "code":
            self._code = []
        elif tag in _BLOCKS:
            self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes; a tag too many closes nothing."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "title":
            self._in_title = False
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self.end_line()
        elif tag == "table":
            self.end_line()
            self._table += 1
        elif tag == "code":
            self._end_code()
        elif tag in _BLOCKS:
            self._block(tag, opens=False)

    def handle_data(self, data: str) -> None:
        """Take text that can be seen."""
        if self._in_title:
            self.titles += [data, *_TITLE_MAKERS.split(data)]
        elif not self._hidden and self._pre and self._cells is None:
            self._sample(data)
        elif not self._hidden and data:
            self._add(re.sub(r"\s+", " ", data))

    def end_line(self) -> None:
        """Finish the current row or line."""
        self._end_code()
        if self._cells is not None:
            self._end_cell()
            cells = tuple(self._cells)
            self._cells = None
            if any(cells):
                self.lines.append(
                    PageLine(self._at, cells, "row", tuple(self._spans), self._table, exact=True)
                )
        elif text := tidy("".join(self._text)):
            self.lines.append(PageLine(self._at, (text,), self._kind, tuple(self._spans)))
            if self._kind == "heading" and not any(line.kind == "heading" for line in self.lines[:-1]):
                self.titles.append(text.rstrip("#¶ "))
        self._text, self._spans, self._kind, self._blank = [], [], "text", True

    def _meta(self, values: dict[str, str]) -> None:
        name = (values.get("property") or values.get("name", "")).lower()
        if name == "og:url":
            self.urls.append(values.get("content", ""))
        elif name == "og:title":
            content = values.get("content", "")
            self.titles += [content, *_TITLE_MAKERS.split(content)]

    def _block(self, tag: str, *, opens: bool = True) -> None:
        if tag == "pre":
            self._pre = max(0, self._pre + (1 if opens else -1))
        if self._cells is not None:
            self._add("\n")
            return
        self.end_line()
        self._kind = "heading" if opens and tag in _HEADINGS else "text"

    def _sample(self, data: str) -> None:
        for index, piece in enumerate(data.split("\n")):
            if index:
                self.end_line()
            self._add(piece)
            self._kind = "sample"
            if index and piece.strip():
                self._at = self._number() + index

    def _break(self) -> None:
        if self._cells is None:
            kind = self._kind
            self.end_line()
            self._kind = kind
        else:
            self._add("\n")

    def _add(self, text: str) -> None:
        if self._cells is not None and not self._in_cell:
            return  # what is between the cells of a row is not text
        if self._blank and self._cells is None and text.strip():
            self._at, self._blank = self._number(), False
        self._text.append(text)
        if self._code is not None:
            self._code.append(text)

    def _end_cell(self) -> None:
        if self._cells is not None and self._in_cell:
            self._cells.append("\n".join(filter(None, map(tidy, "".join(self._text).split("\n")))))
            self._text, self._in_cell = [], False

    def _end_code(self) -> None:
        if self._code is not None and (span := tidy("".join(self._code))):
            self._spans.append(span)
        self._code = None

    def _number(self) -> int:
        return self._first + self.getpos()[0] - 1
