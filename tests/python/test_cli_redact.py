"""The command `linkcodes redact`: the same text without its secrets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.python.cli_runs import Run, runner

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Run:
    return runner(joined("real"))


def test_masks_standard_input(run: Run) -> None:
    done = run("redact", "-", stdin="password=hunter22 status=ERROR\n", PYTHONIOENCODING="utf-8")
    assert (done.code, done.out, done.err) == (0, "password=••• status=ERROR\n", "")


def test_masks_a_file_and_leaves_json_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "payload.json"
    file.write_text('{"status": "ERROR", "card": {"number": "4242424242424242"}}', encoding="utf-8")
    done = run("redact", str(file), PYTHONIOENCODING="utf-8")
    assert json.loads(done.out) == {"status": "ERROR", "card": {"number": "••• 4242"}}


def test_what_is_no_text_is_no_reason_to_fail(run: Run) -> None:
    done = run("redact", "-", stdin=b"\xff\x00 pin: 4711", PYTHONIOENCODING="utf-8")
    assert done.code == 0 and "4711" not in done.out


def test_says_what_is_wrong_with_a_file(run: Run) -> None:
    done = run("redact", "nowhere.log")
    assert (done.code, done.out) == (2, "") and "nowhere.log: no such file" in done.err


def test_refuses_to_leave_out_the_end(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "large.log"
    file.write_bytes(b"a " * 10_000_001)
    done = run("redact", str(file))
    assert (done.code, done.out) == (2, "") and "split it" in done.err
