"""Each measurement in a process of its own, so that none finds the memory or the failure of another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bench.results import BudgetRow, Finding

Measurement = Callable[[], Iterator[Finding]]


def findings(measurements: Sequence[Measurement]) -> Iterator[Finding]:
    """Measure one thing after another, telling on standard error which one is under way."""
    for number, measure in enumerate(measurements, start=1):
        print(f"measuring {number}/{len(measurements)}: {measure.__doc__}", file=sys.stderr)
        yield from _alone(measure)


def _alone(measure: Measurement) -> list[Finding]:
    """Return what a fresh process finds, or the error with which it ends."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        try:
            return process.submit(_listed, measure).result()
        except (Exception, SystemExit) as error:
            print(f"failed: {error}", file=sys.stderr)
            return [BudgetRow(f"{measure.__module__}.{measure.__qualname__}", "", repr(error), False)]


def _listed(measure: Measurement) -> list[Finding]:
    return list(measure())
