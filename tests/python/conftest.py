"""Imports the rendered package, one spec at a time: they all call themselves `linkcodes`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import halves

Import = Callable[[str], Any]
"""Imports a module of the package: `linkcodes("taxonomy")`; the package itself for the empty name."""


@contextmanager
def imported(tree: Path) -> Iterator[Import]:
    """Make `linkcodes` importable from a rendered tree, and leave no trace of it anywhere afterwards."""
    before = {name: module for name, module in sys.modules.items() if _ours(name)}
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    _forget()
    both = list(map(str, halves(tree)))
    sys.path[:0] = both
    try:
        yield lambda name: importlib.import_module(f"linkcodes.{name}" if name else "linkcodes")
    finally:
        for half in both:
            sys.path.remove(half)
        _forget()
        sys.modules.update(before)
        sys.dont_write_bytecode = writes_bytecode


def _ours(name: str) -> bool:
    return name.partition(".")[0] == "linkcodes"


def _forget() -> None:
    for name in [name for name in sys.modules if _ours(name)]:
        del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture(scope="module")
def tiny(rendered: Callable[[str], Path]) -> Iterator[Import]:
    with imported(rendered("tiny")) as package:
        yield package


@pytest.fixture(scope="module")
def real(rendered: Callable[[str], Path]) -> Iterator[Import]:
    with imported(rendered("real")) as package:
        yield package


@pytest.fixture(scope="module")
def hostile(rendered: Callable[[str], Path]) -> Iterator[Import]:
    with imported(rendered("hostile")) as package:
        yield package
