"""A test is skipped only where nothing that it depends on has changed since it passed, and never in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPO
from tests.proved import inputs

TEST = """
import pathlib, pytest, tests.helper
@pytest.mark.follows_from("input", "other/file.txt")
def test_it(): assert pathlib.Path("input/one.txt").read_text() != "bad"
"""
FILES = {
    "conftest.py": 'pytest_plugins = ["proved"]\n',
    "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['.']\n",
    "requirements.lock": "",
    "package-lock.json": "",
    "input/one.txt": "good",
    "input/deep/two.txt": "",
    "other/file.txt": "",
    "unrelated.txt": "",
    "tests/__init__.py": "",
    "tests/helper.py": "",
    "tests/test_one.py": TEST,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write a small project with one test that declares its inputs."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def run(project: Path) -> Callable[..., str]:
    """Return a function that runs the test of the project, and gives the last line of the output."""

    def outcome(**settings: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "CI"}
        environment |= {"PYTHONPATH": str(REPO / "tests"), "PYTHONDONTWRITEBYTECODE": "1", **settings}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:hypothesispytest",
            "-p",
            "no:xdist",
            "tests",
        ]
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip().splitlines()[-1]

    return outcome


@pytest.mark.slow
def test_what_passed_is_not_run_again(run: Callable[..., str], tmp_path: Path) -> None:
    assert run().startswith("1 passed")
    assert run().startswith("1 skipped")
    (tmp_path / "unrelated.txt").write_text("changed")
    assert run().startswith("1 skipped")


def test_a_change_of_any_input_changes_the_digest(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now() -> str:
        return inputs(tmp_path, tmp_path / "tests/test_one.py", ["input", "other/file.txt"], {})

    seen = [now()]
    for name in sorted({*FILES} - {"unrelated.txt", "conftest.py"}):
        for change in (lambda file: file.write_text("# changed"), Path.unlink):
            change(project / name)
            seen.append(now())
    (project / "input/new.txt").touch()
    seen.append(now())
    monkeypatch.setenv("LINKCODES_BUILD_DIR", str(tmp_path / "build"))
    seen.append(now())
    for name in ("site.json", "dist/linkcodes.whl"):
        for text in ("{}", "{ }"):
            (tmp_path / "build" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "build" / name).write_text(text)
            seen.append(now())
    seen.append(inputs(tmp_path, tmp_path / "tests/test_one.py", ["input", "other/file.txt"], {}, ["1"]))
    assert len(seen) == len({*seen})


def test_an_edit_runs_it_again(run: Callable[..., str], tmp_path: Path) -> None:
    assert run().startswith("1 passed")
    (tmp_path / "input/new.txt").touch()
    assert run().startswith("1 passed")


def test_a_failure_is_not_remembered(run: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "input/one.txt").write_text("bad")
    assert "1 failed" in run()
    assert "1 failed" in run()


@pytest.mark.slow
def test_another_seed_runs_it_again(run: Callable[..., str], tmp_path: Path) -> None:
    seeded = TEST.replace('"other/file.txt"', '"other/file.txt", seed=pathlib.os.environ["SEED"]')
    (tmp_path / "tests/test_one.py").write_text(seeded)
    assert [run(SEED=seed).split()[1] for seed in ("a", "a", "b")] == ["passed", "skipped", "passed"]


@pytest.mark.slow
def test_ci_neither_believes_nor_remembers(run: Callable[..., str]) -> None:
    assert run(CI="true").startswith("1 passed")
    assert run().startswith("1 passed")
    assert run(CI="true").startswith("1 passed")


def test_a_mark_must_name_inputs(run: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "tests/test_one.py").write_text(TEST.replace('"input", "other/file.txt"', ""))
    assert "passed" not in run()
