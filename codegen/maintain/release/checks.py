"""What must be true before a release: one clear error for whatever is not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from codegen.output.tree import digests
from codegen.read.findings import UsageError

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
