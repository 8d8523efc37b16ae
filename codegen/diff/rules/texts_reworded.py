"""Rule `texts-reworded`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import placeholders
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find texts that differ in words alone."""
    for pair in sides.texts.changed:
        if not placeholders(pair.new) - placeholders(pair.old):
            yield SpecChange(f"texts.{pair.id}", "other words", pair.old, pair.new, (pair.id,))


RULE = ChangeRule(
    "texts-reworded",
    "A text for people was reworded.",
    "People read it; no program branches on it.",
    Levels(answer="patch"),
    check,
)
