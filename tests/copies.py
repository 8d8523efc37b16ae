"""Copies of this repository for tests that build or release: the real one, or one with the tiny spec."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from codegen.command.pipeline import resolved_spec, run
from codegen.maintain.release.run import TOOLS
from codegen.output.changes import Mode
from codegen.output.inputs import digest
from codegen.output.tree import digests
from tests.conftest import REPO, SPECS

DATE = "2026-03-01"
"""When all in a copy was committed."""
MADE_OF_THE_SPEC = ("spec/", "generated/")
NOT_BUILT = ("tests/", "site/", "examples/", "changes/")
"""What neither the packages nor the checks of a release read."""


def copied(folder: Path, leave_out: tuple[str, ...] = ()) -> Path:
    """Copy the files that git knows, or would, as they are now, with links to the tools."""
    listed = ["git", "-C", str(REPO), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (REPO / name).is_file() and not name.startswith(leave_out):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPO / name, folder / name)
    for script in (folder / "tools").glob("*.sh"):
        script.chmod(0o755)
    for name in TOOLS:
        (folder / name).symlink_to((REPO / name).resolve())
    return folder


def tiny_copy(folder: Path) -> Path:
    """Copy the repository with the tiny spec in the place of the real one, and generate from it."""
    copied(folder, leave_out=(*MADE_OF_THE_SPEC, *NOT_BUILT))
    shutil.copytree(SPECS["tiny"], folder / "spec", copy_function=shutil.copyfile)
    generate(folder)
    return folder


def generate(repo: Path) -> None:
    """Write what the spec of a copy gives."""
    spec = repo / "spec"
    run(resolved_spec(spec), digest(spec), repo / "generated", Mode.WRITE)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; return what it printed."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    who += ["-c", "gc.auto=0"]  # it would pack in the background what tests are copying
    command = ["git", "-C", str(folder), *who, *arguments]
    noon = {**os.environ, "GIT_COMMITTER_DATE": f"{DATE}T12:00:00Z", "GIT_AUTHOR_DATE": f"{DATE}T12:00:00Z"}
    return subprocess.run(command, env=noon, capture_output=True, text=True, check=True).stdout


def commit(repo: Path, message: str) -> None:
    """Commit everything."""
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", message)


def everything(repo: Path) -> dict[str, str]:
    """Return the digest of every file of a folder but git's own, and nothing for links and empty folders."""
    return {path: found for path, found in digests(repo).items() if not path.startswith(".git/")}


@contextmanager
def under(umask: int) -> Iterator[None]:
    """Let all that is written in between have modes by a umask."""
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)
