"""Rule `since-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes and vocabularies that say another version."""
    for pair in (*sides.codes, *sides.vocabularies.changed):
        old, new = pair.old.get("since"), pair.new.get("since")
        if old != new and old is not None:
            yield SpecChange(pair.id, f"since {shown(old)} became since {shown(new)}", old, new)


RULE = ChangeRule(
    "since-changed",
    "The version that introduced a code or a vocabulary changed.",
    "History is not rewritten: the version stays the one that had it first.",
    Levels(data="patch"),
    check,
    review=True,
)
