"""After a run, what costs much is named, unless it is marked as slow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO

TESTS = """
import subprocess, sys, time, pytest

LONG = "import time\\nend = time.process_time() + 0.6\\nwhile time.process_time() < end: pass"

def test_much(): exec(LONG)
def test_much_elsewhere(): subprocess.run([sys.executable, "-c", LONG], check=True)
@pytest.mark.slow
def test_slow(): exec(LONG)
def test_little(): pass
"""


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["0", "1"])
def test_what_costs_much_is_named_and_nothing_fails(workers: str, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["costs"]\n')
    (tmp_path / "test_costs.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n")
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "-p", "no:cacheprovider", str(tmp_path)]
    own = {"PYTHONPATH": str(REPO / "tests"), "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": ""}
    environment = {**os.environ, **own}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    named = [line.rpartition("::")[2] for line in done.stdout.splitlines() if "::" in line]
    assert sorted(named) == ["test_much", "test_much_elsewhere"]
