"""`python -m bench`: print every budget beside what is measured now."""

from __future__ import annotations

import sys

from bench.rows import ROWS, Row

HEAD = ("what", "budget", "measured", "")


def main() -> int:
    """Measure row by row, telling on standard error which one is under way, and print the table."""
    rows: list[Row] = []
    for number, measure in enumerate(ROWS, start=1):
        print(f"measuring {number}/{len(ROWS)}: {measure.__doc__}", file=sys.stderr)
        rows += measure()
    lines = [HEAD, *((row.what, row.budget, row.measured, _verdict(row.holds)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return 0


def _verdict(holds: bool | None) -> str:
    return "" if holds is None else "holds" if holds else "OVER BUDGET"


sys.exit(main())
