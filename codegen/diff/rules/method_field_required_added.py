"""Rule `method-field-required-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.methods import fields_of_methods
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that are required now."""
    for id, old, new in fields_of_methods(sides):
        for name, field in new.items():
            if field["required"] and not (old.get(name) or {}).get("required"):
                yield SpecChange(
                    f"{id} {name}", "it is required now", None if name not in old else "optional", "required"
                )


RULE = ChangeRule(
    "method-field-required-added",
    "A method now requires a field.",
    "Calls without it were right and are not any more.",
    Levels(typescript="major", answer="major"),
    check,
)
