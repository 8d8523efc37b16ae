"""Rule `field-vocabulary-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.payloads import shared_fields
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find coded fields whose vocabularies are not those that they were."""
    for id, pointer, old, new in shared_fields(sides):
        if old.vocabularies != new.vocabularies:
            was, now = sorted(old.vocabularies), sorted(new.vocabularies)
            yield SpecChange(
                f"{id} {pointer}", f"its codes are from {shown(now)}, not {shown(was)}", was, now
            )


RULE = ChangeRule(
    "field-vocabulary-changed",
    "A field takes its codes from a different vocabulary.",
    "Its values are other constants, and what they mean is looked up elsewhere.",
    Levels(python="major", typescript="major", strict="major", models="major", answer="major"),
    check,
)
