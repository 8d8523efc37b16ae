"""Blocks as plain text, for programs and files: what the screen shows, without frames and colors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linkcodes.cli import blocks
from linkcodes.cli.blocks import Block
from linkcodes.cli.cells import cell_len, chopped
from linkcodes.cli.columns import widths

_WORD = re.compile(r"\s*\S+\s*")
WIDEST = 100
"""Longer lines of prose are hard to read."""
_UNBOUND = 10_000
"""The width of tables that go to another program: one row a line."""
_BAR = 30
_GAP = 2
"""Columns between two columns."""


def plain(parts: Iterable[Block], width: int) -> str:
    """Return blocks as text whose prose is at most `width` columns wide."""
    return "".join(f"{line.rstrip()}\n" for part in parts for line in _lines(part, width))


def _lines(part: Block, width: int) -> Iterator[str]:
    match part:
        case blocks.Heading(text):
            yield ""
            yield from wrapped(_bare(text), width)
        case blocks.Paragraph(text, faint):
            yield from [""] if faint else []
            yield from wrapped(_bare(text), width)
        case blocks.DescriptionList(rows):
            yield from _facts(rows, width)
        case blocks.Bullets(title, items):
            if items:
                yield from ("", _bare(title))
                yield from (line for item in items for line in _hanging("•", 1, item, width))
        case blocks.DataTable():
            yield from _table(part)
        case blocks.Bars(_, counts):
            yield from _bars(counts, width)
        case blocks.VerdictPanel():
            yield from wrapped(_bare(part.title), width)
            yield from wrapped(part.head[:1].upper() + part.head[1:], width)
            yield from (*wrapped(_bare(part.summary), width), "")
            yield from _facts(part.facts.rows, width)
        case blocks.Side(columns):
            for column in columns:
                yield ""
                yield from (line for inner in column for line in _lines(inner, width))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text; a word that is longer than a line is broken."""
    for line in text.expandtabs(8).split("\n"):
        yield from _broken(line, max(width, 1))


def _broken(line: str, width: int) -> Iterator[str]:
    current, used = "", 0
    for word in _WORD.findall(line):
        length = cell_len(word.rstrip())
        if length > width:
            if current:
                yield current
            *whole, current = chopped(word, width)
            yield from whole
            used = cell_len(current)
        elif used and length > width - used:
            yield current
            current, used = word, cell_len(word)
        else:
            current, used = current + word, used + cell_len(word)
    yield current


def _facts(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    room = max((cell_len(_bare(name)) for name, _ in rows), default=0)
    for name, text in rows:
        yield from _hanging(_padded(_bare(name), room), _GAP, text, width)


def _hanging(head: str, gap: int, text: str, width: int) -> Iterator[str]:
    indent = cell_len(head) + gap
    for number, line in enumerate(wrapped(_bare(text), width - indent)):
        yield (" " * indent if number else head + " " * gap) + line


def _table(part: blocks.DataTable) -> Iterator[str]:
    columns = [[_bare(cell) for cell in cells] for cells in zip(part.columns, *part.rows, strict=True)]
    room = widths(columns, part.whole, _UNBOUND - _GAP * len(columns))
    if room is None:
        yield from (line for row in part.rows for line in _record(part, row))
        return
    for row in zip(*columns, strict=True):
        yield "".join(_padded(cell, wide + _GAP) for cell, wide in zip(row, room, strict=True))


def _record(part: blocks.DataTable, row: Sequence[str]) -> Iterator[str]:
    """Yield a row of a table that is too wide: what is in the column that stays whole, then the rest."""
    yield _bare(row[part.whole])
    rest = [pair for number, pair in enumerate(zip(part.columns, row, strict=True)) if number != part.whole]
    yield from (f"  {line}" for line in _facts(rest, _UNBOUND))
    yield ""


def _bars(counts: Sequence[tuple[str, int]], width: int) -> Iterator[str]:
    most, total = max(count for _, count in counts), sum(count for _, count in counts)
    names = min(max(len(name) for name, _ in counts), width // 3)
    longest = min(_BAR, width - names - len(f"{most:,} 100.0%") - 2)
    shares = [f"{count / total:.1%}" for _, count in counts]
    bars = ["█" * max(1, round(longest * count / most)) for _, count in counts]
    numbers = [f"{count:,}" for _, count in counts]
    rooms = [max(map(len, cells)) for cells in (bars, numbers, shares)]
    for (name, _), bar, number, share in zip(counts, bars, numbers, shares, strict=True):
        first, *rest = wrapped(name, names)
        tail = f"{bar:<{rooms[0]}} {number:>{rooms[1]}} {share:>{rooms[2]}}"
        yield f"{_padded(first.rstrip(), names)} {tail}"
        yield from rest


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _bare(text: str) -> str:
    return text.replace("`", "")
