"""Rule `absent-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies that said it and do not any more."""
    for pair in sides.whole_vocabularies.changed:
        if pair.old.get("absent") and not pair.new.get("absent"):
            category = pair.old["absent"].get("category")
            yield SpecChange(
                f"{pair.id}#",
                "a missing code has no meaning any more",
                category,
                None,
                (f"{pair.id}#", pair.id),
            )


RULE = ChangeRule(
    "absent-removed",
    "The spec no longer says what a missing code means.",
    "A success that is known by its missing code is unknown.",
    Levels(data="major", answer="major"),
    check,
)
