"""What a spec is compared with: a recorded release, a file or a revision of git."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codegen.compat.history import snapshot, store
from codegen.compat.history.release import RecordedRelease
from codegen.compat.history.translate import translated
from codegen.compat.history.untrusted import read_document
from codegen.read.findings import UsageError

NO_ANSWERS = (
    "A file has no questions to ask again: answers were not compared. Compare with a release for that."
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was found under a name."""

    name: str
    release: RecordedRelease
    revision: str | None = None
    notes: tuple[str, ...] = ()


def baseline(name: str | None, repo: Path, history: Path) -> Baseline:
    """Return what a version, a path or a revision names; without a name, the last release."""
    known = {entry.version: entry for entry in store.entries(history)}
    if name is None:
        if not known:
            raise UsageError(f"no release is recorded in {history}; name something with --against")
        name = [*known][-1]
    if name in known:
        return Baseline(name, store.read(history, known[name]), known[name].revision)
    if Path(name).is_file():
        return Baseline(name, RecordedRelease(translated(read_document(Path(name)))), None, (NO_ANSWERS,))
    try:
        commit = snapshot.commit_of(repo, name)
    except UsageError:
        listed = ", ".join(known) or "none"
        message = f"{name!r} is no recorded release ({listed}), no file and no revision of git"
        raise UsageError(message) from None
    return Baseline(name, snapshot.of_revision(repo, commit), commit)
