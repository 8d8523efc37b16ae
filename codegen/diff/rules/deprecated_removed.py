"""Rule `deprecated-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes that were deprecated and are not any more."""
    for pair in sides.codes:
        if pair.old.get("deprecated") and not pair.new.get("deprecated"):
            yield SpecChange(
                pair.id, "it is no longer deprecated", pair.old["deprecated"].get("reason"), None
            )


RULE = ChangeRule(
    "deprecated-removed",
    "A code is no longer deprecated.",
    "It may be used again. Nothing breaks.",
    Levels(python="patch", typescript="patch", data="patch", answer="patch"),
    check,
)
