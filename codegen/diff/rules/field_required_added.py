"""Rule `field-required-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import is_item, parent
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that must be there now, in objects that were there before."""
    for id, old, new in sides.fields:
        for pointer, field in new.items():
            if field.required and pointer not in old and parent(pointer) in old and not is_item(pointer):
                yield SpecChange(f"{id} {pointer}", "it is new, and required", None, "required")
            elif field.required and pointer in old and not old[pointer].required:
                yield SpecChange(f"{id} {pointer}", "it is required now", "optional", "required")


RULE = ChangeRule(
    "field-required-added",
    "A field became required.",
    "What came without it was valid and is not any more; models raise for it.",
    Levels(python="major", typescript="major", strict="major", tolerant="major", models="major"),
    check,
)
