"""Rule `absent-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies that say it now and did not."""
    for pair in sides.whole_vocabularies.changed:
        if pair.new.get("absent") and not pair.old.get("absent"):
            category = pair.new["absent"].get("category")
            yield SpecChange(
                f"{pair.id}#", "a missing code has a meaning now", None, category, (f"{pair.id}#", pair.id)
            )


RULE = ChangeRule(
    "absent-added",
    "The spec now says what a missing code means.",
    "What had no answer has one.",
    Levels(data="minor", answer="minor"),
    check,
    review=True,
)
