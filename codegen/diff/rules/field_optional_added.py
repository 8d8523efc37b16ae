"""Rule `field-optional-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import is_item, parent
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find optional fields that are new, without what is inside them."""
    for id, old, new in sides.fields:
        for pointer, field in new.items():
            if pointer not in old and parent(pointer) in old and (not field.required or is_item(pointer)):
                yield SpecChange(f"{id} {pointer}", "it is new", None, sorted(field.types))


RULE = ChangeRule(
    "field-optional-added",
    "An optional field is new.",
    "Strict schemas refused it and take it now; models and types have one more attribute.",
    Levels(python="minor", typescript="minor", strict="minor", models="minor"),
    check,
)
