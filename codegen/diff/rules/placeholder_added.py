"""Rule `placeholder-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import placeholders
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find texts with more to fill in."""
    for pair in sides.texts.changed:
        if more := placeholders(pair.new) - placeholders(pair.old):
            yield SpecChange(
                f"texts.{pair.id}", f"{shown(sorted(more))} must be filled in", pair.old, pair.new, (pair.id,)
            )


RULE = ChangeRule(
    "placeholder-added",
    "A text has a new placeholder.",
    "Applications that do not know it show it to their users as it is.",
    Levels(answer="major"),
    check,
)
