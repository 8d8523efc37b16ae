"""Compare a plan of outputs with a folder, and make the folder equal to the plan.

WRITE, CHECK and DRY_RUN share everything but the last step, so what a check reports is what a write would
do. The whole folder is the generator's: whatever is not in the plan is an orphan. A link on the way to an
output is an orphan, too: it is removed, not followed.
"""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path, PurePosixPath

from codegen.output.changes import Change, Kind, Mode
from codegen.output.manifest import NAME as MANIFEST_NAME
from codegen.output.manifest import Manifest
from codegen.output.manifest import read as read_manifest
from codegen.output.tree import TRACES, encoded, leaves, sha256
from codegen.read.findings import UsageError


def compare(plan: Mapping[str, str], folder: Path, manifest: Manifest) -> list[Change]:
    """Return all differences between plan and folder, in order of path."""
    found = leaves(folder)
    changes = [Change(Kind.ORPHAN, path) for path in found if path not in plan]
    for path, text in plan.items():
        change = (
            _compare_file(path, text, folder, manifest) if found.get(path) else Change(Kind.MISSING, path)
        )
        changes += [change] if change else []
    return sorted(changes, key=lambda change: change.path)


def emit(plan: Mapping[str, str], changes: Iterable[Change], folder: Path, mode: Mode) -> None:
    """In mode WRITE, apply the changes: everything is written aside first, then moved to its place.

    Aside is a folder of its own that git ignores. What a killed run leaves there are orphans to the next.
    """
    changed = list(changes)
    if mode is not Mode.WRITE or not changed:
        return
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=folder))
    try:
        _write(staging / ".gitignore", "*\n")
        writes = [change.path for change in changed if change.kind is not Kind.ORPHAN]
        for path in writes:
            _write(staging / path, plan[path])
        _remove_orphans(folder, [change.path for change in changed if change.kind is Kind.ORPHAN])
        _make_way(folder, writes)
        # The manifest goes last: until it is there, an interrupted run shows up as drift.
        for path in sorted(writes, key=lambda path: path == MANIFEST_NAME):
            (staging / path).replace(folder / path)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def refuse_foreign_folder(folder: Path) -> None:
    """Raise UsageError for a folder that contains files but was not written by the generator."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder to write to")
    if folder.is_dir() and any(folder.iterdir()) and not read_manifest(folder).digests:
        raise UsageError(
            f"{folder} contains files but no {MANIFEST_NAME}, so they may belong to another program; "
            "name an empty folder"
        )


def _compare_file(path: str, text: str, folder: Path, manifest: Manifest) -> Change | None:
    wanted, found = encoded(text), (folder / path).read_bytes()
    if wanted == found:
        return None
    # What was generated last time is what would be generated now, yet the file differs: it was edited.
    edited = manifest.names(path, sha256(wanted))
    return Change(Kind.HAND_EDITED if edited else Kind.CHANGED, path, difference(path, found, text))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _remove_orphans(folder: Path, orphans: list[str]) -> None:
    for path in orphans:
        target = folder / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink()
        for parent in target.relative_to(folder).parents:
            directory = folder / parent
            if directory != folder and directory.is_dir() and _is_bare(directory):
                shutil.rmtree(directory)


def _is_bare(directory: Path) -> bool:
    return all(entry.name == TRACES for entry in directory.iterdir())


def _make_way(folder: Path, paths: Iterable[str]) -> None:
    """Make the directories of some outputs, and remove directories that are in the place of one."""
    parents = {parent for path in paths for parent in PurePosixPath(path).parents}
    for parent in sorted(parents):
        directory = folder / parent
        if parent.parts and directory.is_symlink():
            raise UsageError(f"{directory} has just become a link; remove it, and generate again")
        directory.mkdir(exist_ok=True)
    for path in paths:
        if (folder / path).is_dir() and not (folder / path).is_symlink():
            shutil.rmtree(folder / path)


_CONTEXT = 1


def difference(path: str, found: bytes, wanted: str) -> str:
    """Return a unified diff: what is on disk (-) and what should be (+)."""
    old = found.decode("utf-8", errors="replace").splitlines(keepends=True)
    new = wanted.splitlines(keepends=True)
    start = max(_alike(old, new) - _CONTEXT, 0)
    end = max(_alike(old[start:][::-1], new[start:][::-1]) - _CONTEXT, 0)
    # Only what lies between the ends that are alike: comparing takes far longer than reading.
    middle = old[start : len(old) - end], new[start : len(new) - end]
    lines = difflib.unified_diff(*middle, f"on disk/{path}", f"generated/{path}", n=_CONTEXT)
    moved = (_moved(line, start) if line.startswith("@@") else line for line in lines)
    return "".join(line if line.endswith("\n") else line + "\n" for line in moved)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines are the same from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _moved(head: str, by: int) -> str:
    """Return the head of a block, `@@ -1,3 +1,4 @@`, for lines that begin further down."""
    return " ".join(_later(part, by) if part[0] in "-+" else part for part in head.split(" "))


def _later(span: str, by: int) -> str:
    line, comma, count = span[1:].partition(",")
    return f"{span[0]}{int(line) + by}{comma}{count}"
