"""Blocks on a terminal: with frames, colors, and columns side by side."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from linkcodes.cli import blocks
from linkcodes.cli.blocks import Block
from linkcodes.cli.columns import widths
from linkcodes.cli.plain import WIDEST

_NARROW = 34
"""Side by side needs at least this many characters a column."""
_BAR = 30
_FRAME = 6
"""Columns of a frame's title line that are not the title."""
_GAP = 2
"""Columns between two columns of a table."""
_COLORS = {
    "success": "green",
    "in_progress": "blue",
    "cancelled": "bright_black",
    "info": "yellow",
    "warning": "yellow",
    "error": "red",
    "": "cyan",
}


def drawn(parts: Iterable[Block], width: int) -> str:
    """Return blocks as a terminal of so many columns shows them."""
    console = Console(
        file=io.StringIO(), force_terminal=True, width=width, highlight=False, markup=False, emoji=False,
        legacy_windows=False,
    )  # fmt: skip
    screen = _Screen(width)
    with console.capture() as capture:
        for part in parts:
            for piece in screen.rendered(part):
                tabular = isinstance(part, blocks.DataTable)
                console.print(piece, width=screen.tables if tabular else screen.prose, crop=False)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


class _Screen:
    """Knows how much room there is."""

    def __init__(self, width: int) -> None:
        self.prose = min(width, WIDEST)
        self.tables = width

    def rendered(self, part: Block) -> Iterator[RenderableType]:
        """Yield what shows a block."""
        match part:
            case blocks.Heading(text):
                yield Text(f"\n{_plain(text)}", style="bold underline")
            case blocks.Paragraph(text, faint):
                yield Group(Text(), _text(text, "dim")) if faint else _text(text)
            case blocks.DescriptionList(rows):
                yield _facts(rows)
            case blocks.Bullets(title, items):
                if items:
                    yield Group(Text(f"\n{_plain(title)}", style="bold"), _bullets(items))
            case blocks.DataTable():
                yield self._table(part)
            case blocks.Bars(_, counts):
                yield _bars(counts, self.prose)
            case blocks.VerdictPanel():
                yield self._verdict(part)
            case blocks.Side(columns):
                yield self._side(columns)

    def _verdict(self, part: blocks.VerdictPanel) -> RenderableType:
        color = _COLORS[part.tone]
        head = Text(part.head[:1].upper() + part.head[1:], style=f"bold {color}")
        body = Group(head, _text(part.summary), Text(), _facts(part.facts.rows))
        title = _text(part.title, "bold")
        if title.cell_len > self.prose - _FRAME:  # the frame would cut it
            return Panel(Group(title, body), border_style=color)
        return Panel(body, title=title, title_align="left", border_style=color)

    def _table(self, part: blocks.DataTable) -> RenderableType:
        columns = [[_plain(cell) for cell in cells] for cells in zip(part.columns, *part.rows, strict=True)]
        fitting = widths(columns, part.whole, self.tables - _GAP * len(columns))
        if fitting is None:
            return Group(*(piece for row in part.rows for piece in _record(part, row)))
        table = Table(
            box=box.SIMPLE_HEAD,
            padding=(0, 1, 0, 0),
            show_edge=False,
            header_style="bold",
        )
        for column, width in zip(part.columns, fitting, strict=True):
            table.add_column(column, overflow="fold", width=width)
        for row in part.rows:
            table.add_row(*map(_text, row))
        return table

    def _side(self, columns: Sequence[Sequence[Block]]) -> RenderableType:
        width = self.prose // len(columns) - 2
        aside = width >= _NARROW
        screen = _Screen(width) if aside else self
        groups = [Group(*(piece for part in column for piece in screen.rendered(part))) for column in columns]
        if aside:
            return Columns(groups, width=width, padding=(1, 2))
        return Group(*(Padding(group, (1, 0, 0, 0)) for group in groups))


def _record(part: blocks.DataTable, row: Sequence[str]) -> Iterator[RenderableType]:
    """Yield a row of a table that is too wide: what is in the column that stays whole, then the rest."""
    yield _text(row[part.whole], "bold")
    rest = [pair for number, pair in enumerate(zip(part.columns, row, strict=True)) if number != part.whole]
    yield Padding(_facts(rest), (0, 0, 1, 2))


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


def _bars(counts: Sequence[tuple[str, int]], width: int) -> Table:
    most, total = max(count for _, count in counts), sum(count for _, count in counts)
    names = min(max(len(name) for name, _ in counts), width // 3)
    longest = min(_BAR, width - names - len(f"{most:,} 100.0%") - 2)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(overflow="fold", width=names)
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(justify="right", style="dim", no_wrap=True)
    for name, count in counts:
        bar = "█" * max(1, round(longest * count / most))
        grid.add_row(_text(name), bar, f"{count:,}", f"{count / total:.1%}")
    return grid


def _text(text: str, style: str = "") -> Text:
    """Return text in which literals have a color instead of backticks."""
    shown = Text(style=style)
    for number, piece in enumerate(text.split("`")):
        shown.append(piece, style="cyan" if number % 2 else "")
    return shown


def _plain(text: str) -> str:
    return text.replace("`", "")
