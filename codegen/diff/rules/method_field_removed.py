"""Rule `method-field-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.methods import fields_of_methods
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that are gone."""
    for id, old, new in fields_of_methods(sides):
        for name in old:
            if name not in new:
                yield SpecChange(f"{id} {name}", "it is gone", old[name]["type"], None)


RULE = ChangeRule(
    "method-field-removed",
    "A method no longer accepts a field.",
    "Calls that give it were right and are not any more.",
    Levels(typescript="major", answer="major"),
    check,
)
