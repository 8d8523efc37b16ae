"""The benchmark: it runs to its end, and what was measured is in its table, its page and its chart."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.growth import enlarge
from tests.bench.machine import Watch, disturbed
from tests.bench.measure import process
from tests.bench.report import PAGE, page, summary, table
from tests.bench.results import BudgetRow, Comparison, ComparisonBar, Failure, Finding
from tests.bench.run import findings
from tests.conftest import REPO
from tests.packages import Package

ROWS = [
    BudgetRow("a check", "3.0 x", "2.5 x", True),
    BudgetRow("a rendering", "3.0 x", "9.0 x", False),
    BudgetRow("a size", "", "12 bytes", None),
]
SPEEDS = Comparison(
    "Doing it",
    "per second",
    more_is_better=True,
    bars=(ComparisonBar("theirs", 100), ComparisonBar("ours", 400, ours=True)),
)
SIZES = Comparison(
    "Carrying it",
    "bytes",
    more_is_better=False,
    bars=(ComparisonBar("theirs", 7000), ComparisonBar("ours", 35, ours=True)),
)


def test_the_table_says_which_budget_holds() -> None:
    lines = table(ROWS).splitlines()
    assert lines[1].split()[-1] == "met"
    assert lines[2].endswith("missed")
    assert lines[3].endswith("12 bytes")


def test_a_ratio_says_how_much_better_whichever_way_is_better() -> None:
    assert summary(SPEEDS).splitlines()[-1].split() == ["ours", "400", "4.00", "x"]
    assert summary(SIZES).splitlines()[-1].split() == ["ours", "35.00", "200", "x"]


def test_the_bars_are_to_scale() -> None:
    text = page([], [SPEEDS, SIZES], "Measured today.")
    assert re.findall(r'class="(.*?)" style="--share: (.*?)"', text) == [
        ("lc-share", "0.2500"),
        ("lc-share lc-share-ours", "1.0000"),
        ("lc-share", "1.0000"),
        ("lc-share lc-share-ours", "0.0050"),
    ]
    assert text.index("Longer is better.") < text.index("Shorter is better.")


def test_the_page_has_the_chart_and_every_figure() -> None:
    text = page(ROWS, [SPEEDS, SIZES], "Measured today.")
    assert text.startswith("---\ndescription: ")
    for figure in ("Measured today.", "4.00 x", "7,000", "2.5 x", "12 bytes", "missed"):
        assert figure in text
    assert re.search(r"^\| \*\*ours\*\* \| <span.*></span> \| 400 \| 4.00 x \|$", text, re.MULTILINE)


def test_the_page_says_on_what_it_was_measured() -> None:
    assert re.match(r"Measured on \d+ \w+ \d{4} on \d+ cores \(.+\) with Python 3", Watch().told())
    assert disturbed(0.01) != disturbed(1.26)
    assert "1.3 cores" in disturbed(1.26)


def fails() -> Iterator[Finding]:
    """Measure something, and fail."""
    yield ROWS[0]
    raise KeyError("codes")


def ends() -> Iterator[Finding]:
    """End the process."""
    yield ROWS[0]
    os._exit(3)


def works() -> Iterator[Finding]:
    """Measure something."""
    yield ROWS[0]


@pytest.mark.slow
def test_a_measurement_that_fails_says_so_and_the_others_run() -> None:
    missing, failed, ended, worked = findings(
        ["tests.missing:works", *(f"tests.test_bench:{name}" for name in ("fails", "ends", "works"))]
    )
    assert missing == Failure("tests.missing:works", "ModuleNotFoundError: No module named 'tests.missing'")
    assert failed == Failure("tests.test_bench:fails", "KeyError: 'codes'")
    assert isinstance(ended, Failure)
    assert worked == ROWS[0]


@pytest.mark.slow
def test_a_process_has_its_own_peak_whatever_the_size_of_this_one() -> None:
    large = bytearray(b"1" * 300_000_000)
    assert process([sys.executable, "-c", "pass"]).peak_mib < 100 < len(large) / 2**20
    assert process([sys.executable, "-c", "bytearray(b'1' * 300_000_000)"]).peak_mib > 280


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        process([sys.executable, "-c", "1 / 0"])
    with pytest.raises(RuntimeError, match=r"ended with 1:\n[\d. ]+\nthe spec has no codes"):
        process([sys.executable, "-c", "print('the spec has no codes'); raise SystemExit(1)"])


@pytest.mark.slow
def test_a_spec_can_be_enlarged(tmp_path: Path) -> None:
    assert enlarge(tmp_path / "twice", 2) == 2 * enlarge(tmp_path / "once", 1)


@pytest.mark.slow
def test_each_measurement_runs_to_its_end(
    rendered: Callable[[str], Path],
    joined: Callable[[str], Path],
    package: Callable[[str], Package],
    built: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    """With the least that it can measure: what is tested is that nothing it needs has changed under it."""
    made = {"pages": rendered, "python": joined, "npm": lambda name: package(name).folder, "site": built}
    made["dist"] = lambda name: package(name).tarball.parent
    for name, of in made.items():
        (tmp_path / name).symlink_to(of("real").resolve())
    before = PAGE.read_bytes()
    where = {"LINKCODES_BUILD_DIR": str(tmp_path), "PYTHONPATH": str(tmp_path / "python")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--small"],
        cwd=REPO, env={**os.environ, **where}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert PAGE.read_bytes() == before
