"""A page of documentation as lines that know what they are, whatever form it was saved in."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

Kind = Literal["row", "heading", "text", "sample"]
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One row of a table, or one line of anything else."""

    number: int
    """Its line in the file, from 1."""
    cells: tuple[str, ...]
    kind: Kind = "text"
    spans: tuple[str, ...] = ()
    """What is marked as code in it."""
    table: int = 0
    """Tells the tables of a page apart."""
    exact: bool = False
    """Whether every cell is known to be in its own column: copying as text loses empty cells."""

    @property
    def text(self) -> str:
        """All cells as one text."""
        return " | ".join(self.cells)


@dataclass(frozen=True, eq=False)
class SavedPage:
    """A saved page. It is compared and hashed by identity, so that results about it can be cached."""

    file: str
    lines: tuple[PageLine, ...]
    urls: tuple[str, ...] = ()
    """The addresses that it gives as its own."""
    titles: tuple[str, ...] = ()
    """What it may be called."""

    @cached_property
    def text(self) -> str:
        """All lines, with addresses blanked: a path often spells a code without speaking of it."""
        texts = (line.text.replace("\n", " ") for line in self.lines)
        return "\n".join(_URL.sub(lambda url: " " * len(url.group()), text) for text in texts)

    @cached_property
    def words(self) -> frozenset[str]:
        """The ordinary words that occur separately on the page, and so may also be glued to a code."""
        return frozenset(re.findall(r"(?<![\w.'’-])[A-Za-z][a-z]+(?![\w'’-])", self.text)) | {"a", "A"}

    @cached_property
    def numbers(self) -> dict[str, list[tuple[int, int]]]:
        """Numbers that are whole cells or begin a line: for each, the indexes of its lines and its starts."""
        found: dict[str, list[tuple[int, int]]] = {}
        for index, line in enumerate(self.lines):
            start = 0
            for cell in line.cells:
                number = re.match(r"\d+", cell)
                if number and (number.end() == len(cell) or line.kind != "row"):
                    found.setdefault(number.group(), []).append((index, start))
                start += len(cell) + len(" | ")
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the index of the line that an offset of `text` lies in, and the offset in that line."""
        index = bisect.bisect_right(self._starts, offset) - 1
        return index, offset - self._starts[index]

    @cached_property
    def headers(self) -> dict[int, tuple[str, ...]]:
        """The first row of each table."""
        found: dict[int, tuple[str, ...]] = {}
        for line in self.lines:
            if line.kind == "row":
                found.setdefault(line.table, line.cells)
        return found


def tidy(text: str) -> str:
    """Return a text with plain spaces and without invisible characters."""
    visible = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    return re.sub(r"[^\S\n]+", " ", visible).strip()
