"""Rule `field-required-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import shared_fields
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that had to be there and need not any more."""
    for id, pointer, old, new in shared_fields(sides):
        if old.required and not new.required:
            yield SpecChange(f"{id} {pointer}", "it is optional now", "required", "optional")


RULE = ChangeRule(
    "field-required-removed",
    "A required field became optional.",
    "What reads it must be ready for its absence; a compiler reports it where it is used.",
    Levels(python="minor", typescript="minor", strict="minor", tolerant="minor", models="minor"),
    check,
    review=True,
)
