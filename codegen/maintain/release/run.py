"""The stages of a release in their order: check, copy, check the copy, record, build, move."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from codegen.compat.history import snapshot, store
from codegen.compat.history.release import ReleaseEntry
from codegen.compat.history.snapshot import commit_of
from codegen.compat.history.store import INDEX
from codegen.maintain.release.build import built
from codegen.output.tree import digests
from codegen.read.findings import UsageError

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
    tree_is_clean(repo)
    commit = commit_of(repo, "HEAD")
    with exported(repo, commit) as tree:
        version = json.loads((tree / "spec/spec.json").read_bytes())["spec_version"]
        changelog_is_written(tree, version)
        generated_is_in_sync(tree)
        version_is_high_enough(tree)
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


TOOLS = (".venv", "node_modules")
"""What is installed beside the sources; git ignores it, and the copy has links to it."""


@contextmanager
def exported(repo: Path, commit: str) -> Iterator[Path]:
    """Give a folder that contains a commit and links to the installed tools, and remove it again."""
    for name in TOOLS:
        if not (repo / name).is_dir():
            raise UsageError(f"{name}/ is missing; run `make setup`, which installs the locked tools")
    with TemporaryDirectory(prefix="linkcodes-") as name:
        tree = Path(name).resolve() / "linkcodes"
        command = ["git", "-C", str(repo), "archive", "--format=tar", commit]
        archive = subprocess.run(command, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(tree, filter="data")
        for tools in TOOLS:
            (tree / tools).symlink_to((repo / tools).resolve())
        yield tree


FRAGMENTS = "changes"
_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


def tree_is_clean(repo: Path) -> None:
    """Raise UsageError if something is not committed: what is released could not be built a second time."""
    command = ["git", "-C", str(repo), "status", "--porcelain"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError(f"{repo} is no git repository: {done.stderr.strip()}")
    if done.stdout:
        first, *more = done.stdout.splitlines()
        rest = f" and {len(more)} more" if more else ""
        raise UsageError(f"{first[3:]}{rest} is not committed; a release is made from a commit alone")


def generated_is_in_sync(tree: Path) -> None:
    """Generate in a copy of the commit; raise UsageError if that changes anything."""
    before = digests(tree / "generated")
    _run(tree, "generate")
    after = digests(tree / "generated")
    differing = sorted(path for path in before | after if before.get(path) != after.get(path))
    if differing:
        raise UsageError(
            f"generated/{differing[0]} is not what spec/ gives ({len(differing)} in all); "
            "run `make generate` and commit what it changes"
        )


def version_is_high_enough(tree: Path) -> None:
    """Raise UsageError if the version is too low for what changed since the last release."""
    _run(tree, "diff")


def changelog_is_written(tree: Path, version: str) -> None:
    """Raise UsageError unless the changelog tells of a version, and nothing is left to be told of it."""
    fragments = sorted(path.name for path in (tree / FRAGMENTS).glob("*.*.md"))
    if fragments:
        raise UsageError(f"{FRAGMENTS}/{fragments[0]} is not in CHANGELOG.md yet; run `make changelog`")
    sections = _sections((tree / "CHANGELOG.md").read_text(encoding="utf-8"))
    if sections.get("Unreleased"):
        raise UsageError("CHANGELOG.md has something below `## Unreleased`; run `make changelog`")
    if not sections.get(version):
        raise UsageError(f"CHANGELOG.md says nothing about {version}; run `make changelog`")


def _sections(changelog: str) -> dict[str, str]:
    _, *parts = _HEADING.split(changelog)
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def _run(tree: Path, verb: str) -> None:
    """Run a verb of the generator that is in a tree; raise UsageError with what it says if it fails."""
    command = [sys.executable, "-m", "codegen", verb]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError(f"`codegen {verb}` fails:\n{(done.stdout + done.stderr).strip()}")
