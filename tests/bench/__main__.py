"""`python -m tests.bench`: measure everything, print it, and write the page of the site."""

from __future__ import annotations

import argparse
import os
import sys

from tests.bench.machine import Watch
from tests.bench.measure import SMALL
from tests.bench.report import PAGE, page, summary, table
from tests.bench.results import BudgetRow, Comparison, Failure
from tests.bench.rows import LONG, MEASUREMENTS
from tests.bench.run import findings


def main() -> int:
    """Print the table, and write the page if all was measured; return 1 if a measurement failed."""
    asked = _asked()
    watch = Watch()
    found = list(findings(_names(asked)))
    rows = [finding for finding in found if isinstance(finding, BudgetRow)]
    comparisons = [finding for finding in found if isinstance(finding, Comparison)]
    failures = [finding for finding in found if isinstance(finding, Failure)]
    if not asked.small:
        print("\n\n".join([*map(summary, comparisons), table(rows), watch.told()]))
    for failure in failures:
        print(f"\n{failure.what} failed: {failure.error}", file=sys.stderr)
    if not (asked.small or asked.part or failures):
        PAGE.write_text(page(rows, comparisons, watch.told()), encoding="utf-8")
    return int(bool(failures))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure, and print the budgets."
    )
    parser.add_argument("part", nargs="*", help="measure only what has this in its name, such as `scan`")
    parser.add_argument(
        "--small", action="store_true", help="run the least of each, to see that it runs; print no figures"
    )
    asked = parser.parse_args()
    if asked.small:
        os.environ[SMALL] = "1"  # the measuring processes inherit it
    return asked


def _names(asked: argparse.Namespace) -> list[str]:
    """Return what is to be measured: what takes long only if it is asked for, or done quickly."""
    if asked.part:
        return [name for name in (*MEASUREMENTS, *LONG) if any(part in name for part in asked.part)]
    return [*MEASUREMENTS, *(LONG if asked.small else ())]


if __name__ == "__main__":  # a process that is spawned imports this file again
    sys.exit(main())
