"""The bounds of `linkcodes scan`: what it keeps in memory, and where its bar is."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from tests.python.conftest import Import
from tests.terminal import Terminal


@pytest.fixture
def scan(tiny: Import) -> Any:
    return tiny("cli.scan")


@pytest.fixture
def line(tiny: Import) -> Any:
    return tiny("cli.files").LogLine(b"", False)


def unlisted(package: Import, number: int) -> list[Any]:
    return [package("runtime").classify("acme", f"INVENTED_{number}")]


def test_invented_codes_do_not_fill_the_memory(tiny: Import, scan: Any, line: Any) -> None:
    counts, beyond = scan.Counts(), 25
    for number in range(scan._MOST_CODES + beyond):
        counts.add(line, unlisted(tiny, number))
    counts.add(line, unlisted(tiny, 0))
    counted = {key.code: count for key, count in counts.codes.items()}
    assert len(counted) == scan._MOST_CODES + 1
    assert counted["…"] == beyond
    assert counted["INVENTED_0"] == 2  # what is counted already keeps counting
    assert counted[f"INVENTED_{scan._MOST_CODES - 1}"] == 1
    assert counts.codes.total() == counts.lines == scan._MOST_CODES + beyond + 1


LINES = 4500
"""More than twice as many as the bar lets pass between two moves."""


@pytest.mark.parametrize("lengths", [(40, 40, 40), (10, 80, 40), (80, 10, 10)])
def test_the_bar_shows_the_bytes_of_all_logs(
    lengths: tuple[int, ...], scan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = [tmp_path / f"{number}.log" for number in range(len(lengths))]
    for path, length in zip(logs, lengths, strict=True):
        path.write_text(("x" * length + "\n") * LINES)
    places = moves(monkeypatch)
    with pytest.raises(SystemExit):  # there is no code in them
        scan.scan([str(path) for path in logs], None, scan.Format.JSON)
    ends = [sum(path.stat().st_size for path in logs[: number + 1]) for number in range(len(logs))]
    assert places == sorted(set(places))
    assert len(places) >= 3 * len(logs)
    assert set(ends) < set(places)
    assert places[-1] == ends[-1]


def moves(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Pretend that there is a terminal; return the list to which each place of the bar is added."""
    places: list[int] = []
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(Progress, "update", lambda self, task, *, completed: places.append(completed))
    return places
