"""Each measurement in a process of its own, so that none finds the memory or the failure of another."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pkgutil import resolve_name

from tests.bench.results import Failure, Finding


def findings(names: Sequence[str]) -> Iterator[Finding]:
    """Measure one thing after another, telling on standard error which one is under way.

    Each name is that of a function, such as `tests.bench.scan:scanning`, which only the measuring process
    imports.
    """
    for number, name in enumerate(names, start=1):
        print(f"measuring {number}/{len(names)}: {name}", file=sys.stderr, flush=True)
        yield from _alone(name)


def _alone(name: str) -> list[Finding]:
    """Return what a fresh process finds, or the error with which it ends."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        try:
            return process.submit(_listed, name).result()
        except (Exception, SystemExit) as error:
            return [Failure(name, f"{type(error).__name__}: {error}")]


def _listed(name: str) -> list[Finding]:
    return list(resolve_name(name)())
