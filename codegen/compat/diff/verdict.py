"""What the findings ask of the next version."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.compat.diff.model import LEVELS, Level
from codegen.compat.history.release import ReleaseEntry
from codegen.compat.history.store import number


def gravest(levels: Iterable[Level]) -> Level:
    """Return the level that counts; `none` of none."""
    return max(levels, key=LEVELS.index, default="none")


def least_version(base: str, level: Level) -> str:
    """Return the least version after `base` that may bring such changes. Before 1.0, major raises minor."""
    major, minor, patch = number(base)
    if level == "major" and major:
        return f"{major + 1}.0.0"
    if level in ("major", "minor"):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if level == "patch" else base


def promised(version: str, recorded: Iterable[ReleaseEntry]) -> str:
    """Return the release whose promises a version keeps: itself, or the last one before it."""
    versions = [entry.version for entry in recorded]
    earlier = [each for each in versions if number(each) <= number(version)]
    return max(earlier, key=number) if earlier else version
