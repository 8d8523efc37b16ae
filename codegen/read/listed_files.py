"""Files that a list in the spec names: each exists once, and every file beside them is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from codegen.read.findings import Finding, Fix, Place
from codegen.text.guess import guess


def close_files(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return, for names without a file, the file that is close and that nothing else names."""
    stems = {path.stem for path in folder.glob("*.json")}
    listed = set(names)
    close = {name: guess(name, stems - listed) for name in sorted(listed - stems)}
    return {name: stem for name, stem in close.items() if stem}


def misnamed(folder: Path, names: Sequence[str], listed: Place, kind: str) -> Iterable[Finding]:
    """Yield a finding for each JSON file not in the list, and each name misspelled or given twice."""
    misspelled = close_files(folder, names)
    for path in sorted(folder.glob("*.json")):
        if path.stem not in (*names, *misspelled.values()):
            message = f"{folder.name}/{path.name} exists but is not listed"
            advice = f'add "{path.stem}", or delete the file'
            fix = Fix(listed, "append", path.stem)
            yield Finding(listed, f"unlisted-{kind}", message, advice, fix=fix)
    for index, name in enumerate(names):
        if name in names[:index]:
            fix = Fix(listed.child(index), "remove")
            yield Finding(listed.child(index), f"duplicate-{kind}", "listed twice", "remove it", fix=fix)
        elif name in misspelled:
            message = f"{folder.name}/{name}.json does not exist"
            advice = f"perhaps {misspelled[name]!r} is meant"
            fix = Fix(listed.child(index), "set", misspelled[name])
            yield Finding(listed.child(index), f"misspelled-{kind}", message, advice, fix=fix)


def stray_folders(folder: Path, owners: Iterable[str], listed: Place) -> Iterable[Finding]:
    """Yield a finding for each folder with JSON files that belongs to no owner, or lies too deep."""
    known = {folder / owner for owner in owners}
    holders = {path.parent for path in folder.rglob("*.json")} - {folder} - known
    for holder in sorted(holders):
        message = f"{folder.name}/{holder.relative_to(folder).as_posix()}/ contains files that are never read"
        advice = "move them to where a list names them, or delete them"
        yield Finding(listed, "unlisted-folder", message, advice)
