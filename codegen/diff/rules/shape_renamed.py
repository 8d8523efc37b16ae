"""Rule `shape-renamed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.payloads import shared_fields
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find parts of bodies with another title."""
    for id, pointer, old, new in shared_fields(sides):
        if old.titles - new.titles:
            was, now = sorted(old.titles), sorted(new.titles)
            yield SpecChange(f"{id} {pointer}", f"its name {shown(was)} became {shown(now)}", was, now)


RULE = ChangeRule(
    "shape-renamed",
    "A part of a payload was renamed.",
    "Types and models of that part cannot be imported under the old one.",
    Levels(typescript="major", models="major"),
    check,
)
