"""Blocks as Markdown (GitHub's)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from linkcodes.cli import blocks
from linkcodes.cli.blocks import Block

_SPECIAL = re.compile(r"([\\*_<>\[\]#~])")


def markdown(parts: Iterable[Block]) -> str:
    """Return blocks as a Markdown document."""
    return "\n\n".join(text for part in parts for text in _rendered(part, 2)) + "\n"


def _rendered(part: Block, level: int) -> Iterator[str]:
    match part:
        case blocks.Heading(text):
            yield f"{'#' * level} {_text(text)}"
        case blocks.Paragraph(text):
            yield _text(text)
        case blocks.DescriptionList(rows):
            yield _facts(rows)
        case blocks.Bullets(title, items):
            if items:
                yield from (f"{'#' * (level + 1)} {_text(title)}", _bullets(items))
        case blocks.DataTable(columns, rows, _):
            yield _table(columns, rows)
        case blocks.Bars(column, counts):
            yield _table((column, "Count"), [(name, str(count)) for name, count in counts])
        case blocks.VerdictPanel():
            yield f"{'#' * level} {_text(part.title)}"
            yield f"**{_text(part.head)}**"
            yield _text(part.summary)
            yield _facts(part.facts.rows)
        case blocks.Side(sides):
            for inner in chain.from_iterable(sides):
                yield from _rendered(inner, level + 1)


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- **{_text(name)}:** {_text(text)}" for name, text in rows)


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {_text(item)}" for item in items)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _text(text: str) -> str:
    """Return text on one line, with all that Markdown would read escaped outside of literals."""
    pieces = " ".join(text.split()).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner
        return _SPECIAL.sub(r"\\\1", "'".join(pieces))
    escaped = (piece if number % 2 else _SPECIAL.sub(r"\\\1", piece) for number, piece in enumerate(pieces))
    return "`".join(escaped)
