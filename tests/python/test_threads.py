"""Threads that begin at once, when nothing of the rules has been read yet, get the answers of one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.python.conftest import imported
from tests.wire_bodies import wire_bodies

THREADS = 8
TIMES = 3


@pytest.fixture
def impatient() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def first_answers(tree: Path, bodies: list[Any]) -> list[list[Any]]:
    """Return what each of several threads gets of a package that has just been imported."""
    with imported(tree) as package, ThreadPoolExecutor(THREADS) as pool:
        decode, together = package("").decode, Barrier(THREADS)

        def ask(_: int) -> list[Any]:
            together.wait()
            return [decode(body.value, provider=body.provider, payload=body.payload) for body in bodies]

        return [[one.to_dict() for one in found] for found in pool.map(ask, range(THREADS))]


@pytest.mark.slow
@pytest.mark.usefixtures("impatient")
def test_threads_that_begin_at_once_decode_the_same(rendered: Callable[[str], Path]) -> None:
    bodies = list(wire_bodies("accept"))[::40]
    for _ in range(TIMES):
        first, *others = first_answers(rendered("real"), bodies)
        assert all(found == first for found in others)
