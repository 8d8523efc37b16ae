"""Rule `field-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import parent
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that are gone, without what was inside them."""
    for id, old, new in sides.fields:
        for pointer, field in old.items():
            if pointer not in new and parent(pointer) in new:
                yield SpecChange(f"{id} {pointer}", "it is gone", sorted(field.types), None)


RULE = ChangeRule(
    "field-removed",
    "A field was removed.",
    "Types and models lose it, and strict schemas refuse what has it.",
    Levels(python="major", typescript="major", strict="major", models="major"),
    check,
)
