"""`python -m bench`: measure everything, print it, and write the page of the site."""

from __future__ import annotations

from bench.report import PAGE, page, summary, table
from bench.results import BudgetRow, Comparison
from bench.rows import MEASUREMENTS
from bench.run import findings


def main() -> None:
    """Print the table, and write the page."""
    found = list(findings(MEASUREMENTS))
    rows = [finding for finding in found if isinstance(finding, BudgetRow)]
    comparisons = [finding for finding in found if isinstance(finding, Comparison)]
    print("\n\n".join([*map(summary, comparisons), table(rows)]))
    PAGE.write_text(page(rows, comparisons), encoding="utf-8")


if __name__ == "__main__":  # a process that is spawned imports this file again
    main()
