"""The record of a release: what later ones are compared with."""

from __future__ import annotations

import hashlib
from pathlib import Path

from codegen.compat.history import snapshot, store
from codegen.compat.history.release import ReleaseEntry
from codegen.read.findings import UsageError


def recorded(repo: Path, commit: str, tree: Path) -> ReleaseEntry:
    """Record what a copy of a commit publishes, in the copy; return the entry.

    A version that is recorded is built again as what it was: from the commit that has its record.

    Raises:
        UsageError: it is recorded, and was something else.
    """
    folder = tree / "spec/history"
    release = snapshot.of_tree(tree, commit)
    known = {entry.version: entry for entry in store.entries(folder)}
    entry = known.get(release.version)
    if entry is None:
        return store.write(folder, release, snapshot.date_of(repo, commit), commit)
    if hashlib.sha256(store.packed_text(release.as_json())).hexdigest() != entry.sha256:
        raise UsageError(
            f"{entry.version} was released on {entry.date} and was something else; raise `spec_version`"
        )
    return entry
