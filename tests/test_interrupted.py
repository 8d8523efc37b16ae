"""Runs that are killed, and two at once: both end well, and nothing is left behind."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from codegen.command import cli
from codegen.output import emit as emitting
from codegen.output import memory
from tests.conftest import REPO
from tests.test_cli import codegen
from tests.test_emit import tree
from tests.trusting import check, generate, git

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("moves", [0, 1, 20])
def test_a_killed_run_leaves_nothing_that_git_would_add(moves: int, tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    wanted = tree(folder)
    git(folder.parent, "init", "--quiet")
    git(folder.parent, "add", "--all")
    git(folder.parent, "commit", "--quiet", "--message", "before")
    shutil.rmtree(folder / "python")
    shutil.rmtree(folder / "typescript")
    script = (
        "import os, pathlib, signal, sys\n"
        "replace, done = pathlib.Path.replace, []\n"
        "def killed(path, target):\n"
        f"    if len(done) == {moves}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    done.append(replace(path, target))\n"
        "pathlib.Path.replace = killed\n"
        "from codegen.command import cli\n"
        f"cli.main(['generate', '--spec', {str(spec)!r}, '--out', {str(folder)!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=REPO, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    left = [line[3:] for line in git(folder.parent, "status", "--porcelain", "-uall").splitlines()]
    assert all((folder.parent / path).relative_to(folder).as_posix() in wanted for path in left), left
    assert [line for line in left if line.startswith("??")] == []
    assert check(spec, folder) == cli.FINDINGS
    generate(spec, folder)
    assert tree(folder) == wanted
    assert sorted(path.name for path in folder.parent.iterdir()) == [".git", "generated", "spec"]
    assert check(spec, folder) == cli.OK


def test_two_runs_at_once_both_end_well(
    tiny_built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    spec, folder = tiny_built
    wanted = tree(folder)
    for number in range(20):
        (folder / f"orphan{number}").write_text("x", encoding="utf-8")
    (folder / "data" / "codes.csv").unlink()
    both, remove = threading.Barrier(2), emitting._remove_orphans

    def together(*arguments: Any) -> None:
        with suppress(threading.BrokenBarrierError):  # where the other run waits for this one
            both.wait(timeout=1)
        remove(*arguments)

    monkeypatch.setattr(emitting, "_remove_orphans", together)
    found: list[int] = []
    command = ("generate", "--spec", spec, "--out", folder)
    runs = [threading.Thread(target=lambda: found.append(codegen(*command)[0])) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert found == [cli.OK, cli.OK]
    assert tree(folder) == wanted
    assert check(spec, folder) == cli.OK


def test_a_run_that_cannot_lock_or_remember_works(
    tiny_spec: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(memory, "FOLDER", tmp_path / "file" / "below")
    folder = tmp_path / "generated"
    generate(tiny_spec, folder)
    assert check(tiny_spec, folder) == cli.OK
