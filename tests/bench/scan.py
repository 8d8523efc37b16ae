"""What `linkcodes scan` costs on a large log, beside a search for the same words."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from linkcodes._runtime.rules import books

from tests.bench.logs import write_log
from tests.bench.measure import PACKAGE, PYTHON, Run, process, sized
from tests.bench.results import BudgetRow, Comparison, ComparisonBar, Finding

SIZE = sized(200_000_000, 100_000)
RUNS = sized(3, 1)
ONE_CORE = """
import os, sys
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
sys.argv[0] = "linkcodes"
from linkcodes.cli import main
main()
"""
"""Scans in this process alone, as it does where there is no other core."""
SIX_LINES = """
import re, sys
words, counts = set(open(sys.argv[1], "rb").read().split()), {}
for line in open(sys.argv[2], "rb"):
    for word in set(re.findall(rb"[A-Za-z0-9_.]+", line)) & words:
        counts[word] = counts.get(word, 0) + 1
print(counts)
"""
SCAN, SIX = "linkcodes scan", "six lines of Python"
MIB = 100


def scanning() -> Iterator[Finding]:
    """Scanning a log of 200 MB, against a search for the same words and six lines of Python."""
    with tempfile.TemporaryDirectory() as folder:
        log, words = Path(folder) / "app.log", Path(folder) / "words"
        write_log(log, SIZE)
        words.write_text("".join(f"{word}\n" for word in _words()))
        ways = _ways(log, words)
        runs = [{name: process(command, PACKAGE) for name, command in ways.items()} for _ in range(RUNS)]
        yield from _findings(runs, log.stat().st_size)


def _ways(log: Path, words: Path) -> dict[str, list[object]]:
    search = ["rg", "--count", "--fixed-strings"] if shutil.which("rg") else ["grep", "-c", "-F"]
    through = ["sh", "-c", '"$@" | cat', "sh"]  # grep stops at the first match if its answer goes nowhere
    return {
        SIX: [PYTHON, "-c", SIX_LINES, words, log],
        f"{search[0]} for the words": [*through, *search, "-f", words, log],
        SCAN: [PYTHON, "-c", ONE_CORE, "scan", log, "--format", "json"],
        f"{SCAN}, all cores, elapsed": [PYTHON, "-m", "linkcodes.cli", "scan", log, "--format", "json"],
    }


def _findings(runs: list[dict[str, Run]], size: int) -> Iterator[Finding]:
    seconds = {
        name: statistics.median(run[name].seconds if "elapsed" in name else run[name].cpu for run in runs)
        for name in runs[0]
    }
    speeds = {name: size / 1e6 / each for name, each in seconds.items()}
    bars = tuple(ComparisonBar(name, speed, name.startswith(SCAN)) for name, speed in speeds.items())
    yield Comparison("Scanning a log of 200 MB", "MB a second of CPU", more_is_better=True, bars=bars)
    speed, peak = speeds[SCAN], max(run[SCAN].peak_mib for run in runs)
    yield BudgetRow("`linkcodes scan`, a core", "40 MB/s", f"{speed:.1f} MB/s", speed >= 40)
    ratio = statistics.median(run[SIX].cpu / run[SCAN].cpu for run in runs)
    yield BudgetRow("`linkcodes scan`, speed against six lines of Python", "", f"{ratio:.2f} x", None)
    yield BudgetRow("`linkcodes scan` of 200 MB, memory", f"{MIB} MiB", f"{peak:.0f} MiB", peak <= MIB)


def _words() -> list[str]:
    return sorted({text for book in books() for text in book.telling})
