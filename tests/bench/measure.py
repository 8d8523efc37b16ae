"""Ways to measure while the machine's speed drifts: alternating runs, ratios by pair, medians."""

from __future__ import annotations

import os
import shlex
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

REPO = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("LINKCODES_BUILD_DIR", REPO / "build"))
PACKAGE = BUILD / "python"
"""The package as a wheel installs it."""
PYTHON = sys.executable
SMALL = "LINKCODES_BENCH_SMALL"
"""The variable that asks for the least that runs each measurement to its end: its figures mean nothing."""
IS_SMALL = SMALL in os.environ
_Size = TypeVar("_Size")


def sized(full: _Size, small: _Size) -> _Size:
    """Return how much is measured."""
    return small if IS_SMALL else full


class Run(NamedTuple):
    """One finished process: wall seconds, peak memory in MiB and seconds of CPU."""

    seconds: float
    peak_mib: float
    cpu: float


def output(command: Sequence[object], cwd: Path = REPO, **environment: object) -> str:
    """Return what a command prints; raise with what it printed if it fails."""
    parts = [str(part) for part in command]
    given = {**os.environ, **{name: str(value) for name, value in environment.items()}}
    done = subprocess.run(
        parts, cwd=cwd, env=given, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        printed = (done.stdout + done.stderr)[-2000:]
        raise RuntimeError(f"{shlex.join(parts)} ended with {done.returncode}:\n{printed}")
    return done.stdout


def process(command: Sequence[object], path: Path = REPO, cwd: Path = REPO) -> Run:
    """Run a command once, with `path` as the place of Python's modules; raise if it fails."""
    between = [PYTHON, "-I", "-S", REPO / "tests/bench/child.py"]
    return Run(*map(float, output([*between, *command], cwd, PYTHONPATH=path).split()))


def process_extra(
    one: Sequence[object], other: Sequence[object], path: Path, runs: int = sized(9, 1)
) -> float:
    """Return the median of the CPU that one takes more than other, in seconds, over alternating runs."""
    return statistics.median(process(one, path).cpu - process(other, path).cpu for _ in range(runs))


def process_ratio(
    one: Sequence[object], other: Sequence[object], path: Path = REPO, runs: int = sized(9, 1)
) -> float:
    """Return the median of CPU time one / other over alternating runs."""
    pairs = [(process(one, path).cpu, process(other, path).cpu) for _ in range(runs + 1)]
    return statistics.median(first / second for first, second in pairs[1:])  # the first pair warms the caches


def import_seconds(statement: str, path: Path = REPO, runs: int = sized(9, 1)) -> float:
    """Return the CPU that a statement adds to a bare interpreter: the median over some runs."""
    code = f"import time; a = time.process_time(); {statement}; print(time.process_time() - a)"
    return statistics.median(float(output([PYTHON, "-c", code], PYTHONPATH=path)) for _ in range(runs))


def call_ratio(
    one: Callable[[], object],
    other: Callable[[], object],
    rounds: int = sized(15, 1),
    calls: int = sized(20_000, 100),
) -> float:
    """Return the median of time one / other over alternating rounds of calls."""
    pairs = [(_loop(one, calls), _loop(other, calls)) for _ in range(rounds)]
    return statistics.median(first / second for first, second in pairs)


def per_second(
    call: Callable[[], object], rounds: int = sized(7, 1), calls: int = sized(20_000, 100)
) -> float:
    """Return how often a call can be made in a second: the median over some rounds."""
    call()
    return calls / statistics.median(_loop(call, calls) for _ in range(rounds))


def _loop(call: Callable[[], object], calls: int) -> float:
    started = time.process_time()
    for _ in range(calls):
        call()
    return time.process_time() - started
