# Hand-written in codegen/targets/python/runtime; `make generate` overwrites every copy.
"""Blocks on a terminal, or as plain text where the output goes somewhere else."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from shutil import get_terminal_size

from linkcodes.cli import blocks
from linkcodes.cli.blocks import Block
from rich import box
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

_WIDEST = 100
"""Longer lines of prose are hard to read."""
_UNBOUND = 10_000
"""The width of tables that go to another program: one row a line."""
_NARROW = 34
"""Side by side needs at least this many characters a column."""
_BAR = 30
_COLOURS = {
    "success": "green",
    "in_progress": "blue",
    "cancelled": "bright_black",
    "info": "yellow",
    "warning": "yellow",
    "error": "red",
    "": "cyan",
}


def human(parts: Iterable[Block]) -> str:
    """Return blocks as standard output can show them."""
    terminal = sys.stdout.isatty()
    width = get_terminal_size().columns
    console = Console(
        file=io.StringIO(), force_terminal=terminal or None, width=max(width, _UNBOUND), highlight=False,
        markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    screen = _Screen(terminal, width)
    with console.capture() as capture:
        for part in parts:
            for piece in screen.rendered(part):
                tabular = isinstance(part, blocks.Table)
                console.print(piece, width=screen.tables if tabular else screen.prose, crop=False)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


class _Screen:
    """Knows how much room there is."""

    def __init__(self, terminal: bool, width: int) -> None:
        self.terminal = terminal
        self.prose = min(width, _WIDEST)
        self.tables = width if terminal else _UNBOUND

    def rendered(self, part: Block) -> Iterator[RenderableType]:
        """Yield what stands for a block."""
        match part:
            case blocks.Heading(text):
                yield Text(f"\n{_plain(text)}", style="bold underline" if self.terminal else "")
            case blocks.Paragraph(text, faint):
                yield Group(Text(), _text(text, "dim")) if faint else _text(text)
            case blocks.Facts(rows):
                yield _facts(rows)
            case blocks.Bullets(title, items):
                if items:
                    yield Group(Text(f"\n{_plain(title)}", style="bold"), _bullets(items))
            case blocks.Table(columns, rows):
                yield self._table(columns, rows)
            case blocks.Bars(_, counts):
                yield _bars(counts)
            case blocks.Verdict():
                yield self._verdict(part)
            case blocks.Side(columns):
                yield self._side(columns)

    def _verdict(self, part: blocks.Verdict) -> RenderableType:
        colour = _COLOURS[part.tone]
        head = Text(part.head[:1].upper() + part.head[1:], style=f"bold {colour}")
        body = Group(head, _text(part.summary), Text(), _facts(part.facts.rows))
        if not self.terminal:
            return Group(Text(_plain(part.title)), body)
        return Panel(body, title=_text(part.title, "bold"), title_align="left", border_style=colour)

    def _table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
        table = Table(
            box=box.SIMPLE_HEAD if self.terminal else None,
            padding=(0, 1 if self.terminal else 2, 0, 0),
            show_edge=False,
            header_style="bold",
        )
        for column, cells in zip(columns, zip(*rows, strict=True), strict=False):
            table.add_column(column, overflow="fold", width=self._width(column, cells))
        for row in rows:
            table.add_row(*map(_text, row))
        return table

    def _width(self, column: str, cells: Sequence[str]) -> int | None:
        """Return the width at which codes stay whole, in three eighths of the room; None for other texts."""
        words = [_plain(cell) for cell in cells]
        if any(" " in word for word in words):
            return None
        return max(len(column), min(max(map(len, words)), self.tables * 3 // 8))

    def _side(self, columns: Sequence[Sequence[Block]]) -> RenderableType:
        groups = [Group(*(piece for part in column for piece in self.rendered(part))) for column in columns]
        width = self.prose // len(groups) - 2
        if width < _NARROW or not self.terminal:
            return Group(*(Padding(group, (1, 0, 0, 0)) for group in groups))
        return Columns(groups, width=width, padding=(1, 2))


def _facts(rows: Iterable[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in rows:
        grid.add_row(_plain(name), _text(text))
    return grid


def _bullets(items: Iterable[str]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for item in items:
        grid.add_row("•", _text(item))
    return grid


def _bars(counts: Sequence[tuple[str, int]]) -> Table:
    most, total = max(count for _, count in counts), sum(count for _, count in counts)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(overflow="fold")
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(justify="right", style="dim", no_wrap=True)
    for name, count in counts:
        bar = "█" * max(1, round(_BAR * count / most))
        grid.add_row(_text(name), bar, f"{count:,}", f"{count / total:.1%}")
    return grid


def _text(text: str, style: str = "") -> Text:
    """Return text in which literals have a colour instead of backticks."""
    shown = Text(style=style)
    for number, piece in enumerate(text.split("`")):
        shown.append(piece, style="cyan" if number % 2 else "")
    return shown


def _plain(text: str) -> str:
    return text.replace("`", "")
