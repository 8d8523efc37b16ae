"""CI runs `make test-release` unless the code that builds a release is what it passed with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPO
from tests.release.inputs import INPUTS, PASSED, digest, files

MAKE = '#!/bin/sh\necho "$1" >>goals\n[ "$1" != "$FAILS" ]\n'
"""In place of make: it keeps in mind what it was told."""
PARTS = ["test-build", "test-python", "test-node", "test-scale", "test-lowest"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what CI needs to decide, in which the tests of a release have passed."""
    clone = tmp_path / "clone"
    for path in (*files(REPO), REPO / ".ci/run", REPO / "tests/__init__.py"):
        copy = clone / path.relative_to(REPO)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    (clone / ".venv").symlink_to((REPO / ".venv").resolve())
    (clone / PASSED).write_text(f"{digest(clone)}\n")
    make = tmp_path / "bin/make"
    make.parent.mkdir()
    make.write_text(MAKE)
    make.chmod(0o755)
    return clone


def ci(clone: Path, fails: str = "") -> tuple[int, list[str], str]:
    """Run CI without doing anything; return its status, the goals that it made, and what it printed."""
    path = f"{clone.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "FAILS": fails}
    done = subprocess.run([clone / ".ci/run"], env=environment, capture_output=True, text=True, check=False)
    goals = (clone / "goals").read_text().split()
    (clone / "goals").unlink()
    return done.returncode, goals, done.stdout


def test_what_passed_does_not_run_again(clone: Path) -> None:
    assert ci(clone)[:2] == (0, PARTS)


@pytest.mark.parametrize("name", INPUTS)
def test_ci_runs_it_when_an_input_changed(name: str, clone: Path) -> None:
    path = next(path for path in sorted(clone.glob(name)))
    path = next(path.rglob("*.*")) if path.is_dir() else path
    path.write_bytes(path.read_bytes() + b"\n")
    assert ci(clone)[:2] == (0, [*PARTS, "test-release"])


@pytest.mark.slow
def test_every_file_of_the_inputs_counts(clone: Path) -> None:
    passed = digest(clone)
    for path in list(files(clone)):
        before = path.read_bytes()
        path.write_bytes(before.swapcase() if before.swapcase() != before else b"?")
        assert digest(clone) != passed, path
        path.write_bytes(before)
        path.chmod(path.stat().st_mode ^ 0o111)
        assert digest(clone) != passed, path
        path.chmod(path.stat().st_mode ^ 0o111)
    assert digest(clone) == passed
    (clone / "tools/new.py").touch()
    assert digest(clone) != passed


def test_without_a_pass_it_runs(clone: Path) -> None:
    (clone / PASSED).unlink()
    assert ci(clone)[:2] == (0, [*PARTS, "test-release"])


def test_a_lost_input_fails(clone: Path) -> None:
    """A list with a name that leads nowhere would notice nothing any more."""
    (clone / ".npmrc").unlink()
    status, goals, _ = ci(clone)
    assert (status != 0, goals) == (True, PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_fails_ends_it_and_is_timed(part: str, clone: Path) -> None:
    status, goals, printed = ci(clone, fails=part)
    assert status != 0
    assert goals == PARTS[: PARTS.index(part) + 1]
    assert re.findall(r"^ +\d+  make (\S+)$", printed, re.MULTILINE) == goals


def test_ci_runs_what_make_test_runs() -> None:
    rule = (REPO / "Makefile").read_text(encoding="utf-8").split("\ntest: ")[1].split("\n\n")[0]
    assert re.findall(r"\$\(MAKE\) --no-print-directory (\S+)", rule) == PARTS[:3]
