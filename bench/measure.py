"""Ways to measure while the machine's speed drifts: alternating runs, ratios by pair, medians."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

REPO = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


class Run(NamedTuple):
    """One finished process: wall seconds, peak memory in MiB and seconds of CPU."""

    seconds: float
    peak_mib: float
    cpu: float


def process(command: Sequence[object], path: Path = REPO) -> Run:
    """Run a command once, with `path` as the place of Python's modules; raise if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    between = [PYTHON, "-I", "-S", REPO / "bench/child.py"]
    done = subprocess.run(
        [str(part) for part in (*between, *command)], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command} failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return Run(*map(float, done.stdout.split()))


def process_ratio(one: Sequence[object], other: Sequence[object], path: Path = REPO, runs: int = 9) -> float:
    """Return the median of CPU time one / other over alternating runs."""
    pairs = [(process(one, path).cpu, process(other, path).cpu) for _ in range(runs + 1)]
    return statistics.median(first / second for first, second in pairs[1:])  # the first pair warms the caches


def import_seconds(statement: str, path: Path = REPO, runs: int = 9) -> float:
    """Return what a statement adds to a bare interpreter: the median over runs that alternate with `pass`."""
    extra = [_child_seconds(statement, path) for _ in range(runs)]
    return statistics.median(extra)


def _child_seconds(statement: str, path: Path) -> float:
    code = f"import time; a = time.perf_counter(); {statement}; print(time.perf_counter() - a)"
    environment = {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run([PYTHON, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def call_ratio(
    one: Callable[[], object], other: Callable[[], object], rounds: int = 15, calls: int = 20_000
) -> float:
    """Return the median of time one / other over alternating rounds of calls."""
    pairs = [(_loop(one, calls), _loop(other, calls)) for _ in range(rounds)]
    return statistics.median(first / second for first, second in pairs)


def per_second(call: Callable[[], object], rounds: int = 7, calls: int = 20_000) -> float:
    """Return how often a call can be made in a second: the median over some rounds."""
    call()
    return calls / statistics.median(_loop(call, calls) for _ in range(rounds))


def _loop(call: Callable[[], object], calls: int) -> float:
    started = time.perf_counter()
    for _ in range(calls):
        call()
    return time.perf_counter() - started
