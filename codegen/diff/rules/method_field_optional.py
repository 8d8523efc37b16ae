"""Rule `method-field-optional`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.methods import fields_of_methods
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that were required and are not any more."""
    for id, old, new in fields_of_methods(sides):
        for name in old.keys() & new.keys():
            if old[name]["required"] and not new[name]["required"]:
                yield SpecChange(f"{id} {name}", "it is optional now", "required", "optional")


RULE = ChangeRule(
    "method-field-optional",
    "A required field of a method became optional.",
    "Calls that give it stay right.",
    Levels(typescript="minor", answer="minor"),
    check,
)
