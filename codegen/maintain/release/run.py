"""The stages of a release in their order: check, copy, check the copy, record, build, move."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from codegen.compat.history.release import ReleaseEntry
from codegen.compat.history.snapshot import commit_of
from codegen.compat.history.store import INDEX
from codegen.maintain.release import checks
from codegen.maintain.release.build import built
from codegen.maintain.release.export import exported
from codegen.maintain.release.record import recorded

HISTORY = "spec/history"


@dataclass(frozen=True, slots=True)
class Made:
    """A release that was built."""

    entry: ReleaseEntry
    files: dict[str, int]
    """Name and size of each file."""
    folder: str
    """Where they are, relative to the repository."""


def release(repo: Path, *, dry_run: bool) -> Made:
    """Build the release of the commit that is checked out; a dry run leaves nothing of it behind.

    Raises:
        UsageError: something is not ready or cannot be built; nothing was written.
    """
    checks.tree_is_clean(repo)
    commit = commit_of(repo, "HEAD")
    with exported(repo, commit) as tree:
        version = json.loads((tree / "spec/spec.json").read_bytes())["spec_version"]
        checks.changelog_is_written(tree, version)
        checks.generated_is_in_sync(tree)
        checks.version_is_high_enough(tree)
        entry = recorded(repo, commit, tree)
        files = built(tree, version, entry.date)
        folder = f"build/release/{version}"
        if not dry_run:
            _move(files, repo / folder)
            _keep(tree / HISTORY, entry, repo / HISTORY)
    return Made(entry, {name: len(data) for name, data in files.items()}, folder)


def _move(files: dict[str, bytes], folder: Path) -> None:
    """Put files into a folder in one step; what was there is replaced as a whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".new-") as name:
        staging = Path(name) / "files"
        staging.mkdir()
        for path, data in files.items():
            (staging / path).write_bytes(data)
        if folder.exists():
            folder.rename(Path(name) / "old")
        staging.rename(folder)


def _keep(source: Path, entry: ReleaseEntry, target: Path) -> None:
    """Take over what was recorded in the copy: the index last, since it names the rest."""
    target.mkdir(exist_ok=True)
    for name in (entry.file, INDEX):
        staging = target / f".{name}.new"
        shutil.copyfile(source / name, staging)
        staging.replace(target / name)
