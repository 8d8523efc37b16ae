"""Rule `method-field-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.methods import fields_of_methods
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find optional fields that are new."""
    for id, old, new in fields_of_methods(sides):
        for name, field in new.items():
            if name not in old and not field["required"]:
                yield SpecChange(f"{id} {name}", "it is new", None, field["type"])


RULE = ChangeRule(
    "method-field-added",
    "A method accepts a new field.",
    "Calls without it stay right.",
    Levels(typescript="minor", answer="minor"),
    check,
)
