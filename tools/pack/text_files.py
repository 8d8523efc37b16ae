"""Writes the data pack as CSV that is safe to open in a spreadsheet, and reads it back."""

from __future__ import annotations

import csv
from pathlib import Path

from tools.pack.rows import Cell, Pack
from tools.pack.tables import TABLES

GUARD = "'"
_RISKY = ("=", "+", "-", "@", "\t", "\r", GUARD)
"""What a spreadsheet takes for the beginning of a formula; and the guard, so that it comes off again."""


def write(pack: Pack, folder: Path) -> None:
    """Write a file for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.name for column in table.columns])
            writer.writerows([*map(guarded, row)] for row in pack[table.name])


def guarded(cell: Cell) -> str:
    """Return a cell as text; one that a spreadsheet could run has a sign before it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    return GUARD + cell if cell.startswith(_RISKY) else cell
