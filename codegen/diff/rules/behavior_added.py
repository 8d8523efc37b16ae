"""Rule `behavior-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import has_behavior
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes that have a behavior or contexts now and had neither."""
    for pair in sides.codes:
        if has_behavior(pair.new) and not has_behavior(pair.old):
            yield SpecChange(pair.id, "it has a behavior now", None, pair.new.get("category", "contexts"))


RULE = ChangeRule(
    "behavior-added",
    "A code now has a behavior.",
    (
        "Its answers were empty and are not any more. Programs that take a category for an outcome see a "
        "new one."
    ),
    Levels(data="minor", answer="minor"),
    check,
    review=True,
)
