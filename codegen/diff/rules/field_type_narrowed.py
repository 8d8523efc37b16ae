"""Rule `field-type-narrowed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.fields import described, narrowed
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import shared_fields
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that no longer take what they took."""
    for id, pointer, old, new in shared_fields(sides):
        if words := narrowed(old, new):
            yield SpecChange(f"{id} {pointer}", "it " + " and ".join(words), *described(old, new))


RULE = ChangeRule(
    "field-type-narrowed",
    "A field accepts fewer values than before.",
    "What was valid is refused, by schemas and models alike.",
    Levels(python="major", typescript="major", strict="major", tolerant="major", models="major"),
    check,
)
