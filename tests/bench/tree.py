"""Copies of the working tree, in which make runs without disturbing this one."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.growth import enlarge
from tests.bench.measure import IS_SMALL, REPO, SMALL, output, sized

TOOLS = (".venv", "node_modules")
"""Installed already: what is measured begins with the tools there."""
LEFT_OUT = sized((), ("spec/", "generated/", "tests/"))
"""What a tree has no use for where little is measured: it has a tiny spec, and nothing is tested."""


def copied_tree(folder: Path) -> Path:
    """Return a copy of what git has or would take, as a repository of its own, with the tools of this one.

    The time of each file is kept, so that make finds the tools no older than what they are installed from.
    Where little is measured, it has the smallest spec, and modules that are compiled already.
    """
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in filter(None, output(listed).split("\0")):
        if (REPO / name).is_file() and not name.startswith(LEFT_OUT):  # deleted, but not yet for git
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPO / name, folder / name)
    for name in TOOLS:
        (folder / name).symlink_to((REPO / name).resolve())
    if IS_SMALL:
        enlarge(folder / "spec", 1)
        for compiled in (REPO / "codegen").rglob("__pycache__"):
            shutil.copytree(compiled, folder / compiled.relative_to(REPO))
    _commit(folder)
    return folder


def _commit(folder: Path) -> None:
    """Make a repository of a folder, which borrows the objects that this one has."""
    output(["git", "init"], cwd=folder)
    objects = output(["git", "rev-parse", "--path-format=absolute", "--git-path", "objects"])
    (folder / ".git/objects/info/alternates").write_text(objects, encoding="utf-8")
    output(["git", "add", "--all"], cwd=folder)
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example"]
    output(["git", *who, "commit", "--message", "before"], cwd=folder)


def make(tree: Path, *goals: str) -> list[object]:
    """Return the command that makes goals in a tree, whatever has been set for this process."""
    names = ("MAKEFLAGS", "MAKELEVEL", "PYTHONPATH", "LINKCODES_BUILD_DIR", SMALL)
    return ["env", *(part for name in names for part in ("-u", name)), "make", "-C", tree, *goals]
