"""Files that a list in the spec names: each exists once, and nothing lies beside them that nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from codegen.read.findings import Finding, Place


def misnamed(folder: Path, names: Sequence[str], listed: Place, kind: str) -> Iterable[Finding]:
    """Yield a finding for each JSON file that the list does not name, and each name given twice."""
    for path in sorted(folder.glob("*.json")):
        if path.stem not in names:
            message = f"{folder.name}/{path.name} exists but is not listed"
            mend = f'add "{path.stem}", or delete the file'
            yield Finding(listed, f"unlisted-{kind}", message, mend)
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Finding(listed.child(index), f"duplicate-{kind}", "listed twice", "keep one of them")


def stray_folders(folder: Path, owners: Iterable[str], listed: Place) -> Iterable[Finding]:
    """Yield a finding for each folder with JSON files that belongs to no owner, or lies too deep."""
    known = {folder / owner for owner in owners}
    holders = {path.parent for path in folder.rglob("*.json")} - {folder} - known
    for holder in sorted(holders):
        message = f"{folder.name}/{holder.relative_to(folder).as_posix()}/ holds files that nobody reads"
        mend = "move them to where a list names them, or delete them"
        yield Finding(listed, "unlisted-folder", message, mend)
