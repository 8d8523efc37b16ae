"""Rule `vocabulary-closed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies that are closed now."""
    for pair in sides.vocabularies.changed:
        if pair.old.get("open") and pair.new.get("open") is False:
            yield SpecChange(
                pair.id, "it is closed now: no value but those that are listed may come", True, False
            )


RULE = ChangeRule(
    "vocabulary-closed",
    "An open vocabulary was closed.",
    "Types of the values are narrower, so that what handles others no longer compiles.",
    Levels(typescript="major", strict="major", answer="major"),
    check,
)
