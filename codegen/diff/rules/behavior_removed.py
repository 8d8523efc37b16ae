"""Rule `behavior-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import has_behavior
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes that had a behavior or contexts and have neither."""
    for pair in sides.codes:
        if has_behavior(pair.old) and not has_behavior(pair.new):
            yield SpecChange(
                pair.id, "it has no behavior any more", pair.old.get("category", "contexts"), None
            )


RULE = ChangeRule(
    "behavior-removed",
    "A code no longer has a behavior.",
    "What was classified has no category, no plan and no actor any more.",
    Levels(data="major", answer="major"),
    check,
)
