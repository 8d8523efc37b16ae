"""How wide the columns of a table are on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from linkcodes.cli.cells import cell_len

_PROSE = 16
"""Characters that prose needs to be read in a column."""
_VALUE = 20
"""Characters that are left of a value, such as an id, that is broken."""


def widths(columns: Sequence[Sequence[str]], whole: int, room: int) -> list[int] | None:
    """Return how wide each column is, given its cells; None where all of them side by side do not fit.

    Prose goes over more lines first, then values are broken as well, apart from those of the column `whole`.
    """
    wanted = [max(map(cell_len, cells)) for cells in columns]
    prose = [any(" " in cell for cell in cells) for cells in columns]
    wrapped = [_wrapped(cells) if prose[n] else wanted[n] for n, cells in enumerate(columns)]
    broken = [width if prose[n] or n == whole else min(width, _VALUE) for n, width in enumerate(wrapped)]
    least = next((each for each in (wanted, wrapped, broken) if sum(each) <= room), None)
    return least and _shared(least, wanted, room - sum(least))


def _wrapped(cells: Sequence[str]) -> int:
    words = max(cell_len(word) for cell in cells for word in cell.split() or [""])
    return max(words, min(_PROSE, max(map(cell_len, cells))))


def _shared(least: Sequence[int], wanted: Sequence[int], spare: int) -> list[int]:
    """Share what is left among the columns that want more, those that want little first."""
    found = list(least)
    order = sorted(range(len(found)), key=lambda n: wanted[n] - least[n])
    for left, n in zip(range(len(order), 0, -1), order, strict=True):
        more = min(wanted[n] - least[n], spare // left)
        found[n], spare = found[n] + more, spare - more
    return found
