"""`python -m bench`: measure everything, print it, and write the page of the site."""

from __future__ import annotations

import sys

from bench.report import PAGE, page, summary, table
from bench.results import BudgetRow, Comparison, Finding
from bench.rows import MEASUREMENTS


def main() -> int:
    """Measure one thing after another, telling on standard error which one is under way."""
    findings: list[Finding] = []
    for number, measure in enumerate(MEASUREMENTS, start=1):
        print(f"measuring {number}/{len(MEASUREMENTS)}: {measure.__doc__}", file=sys.stderr)
        findings += measure()
    rows = [finding for finding in findings if isinstance(finding, BudgetRow)]
    comparisons = [finding for finding in findings if isinstance(finding, Comparison)]
    print("\n\n".join([*map(summary, comparisons), table(rows)]))
    PAGE.write_text(page(rows, comparisons), encoding="utf-8")
    return 0


sys.exit(main())
