"""Rule `method-field-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.methods import fields_of_methods
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that take something else."""
    for id, old, new in fields_of_methods(sides):
        for name in old.keys() & new.keys():
            for key in ("type", "values", "vocabulary"):
                was, now = old[name].get(key), new[name].get(key)
                if was != now:
                    yield SpecChange(
                        f"{id} {name} {key}", f"its {key} {shown(was)} became {shown(now)}", was, now
                    )


RULE = ChangeRule(
    "method-field-changed",
    "A field of a method changed its type or its values.",
    "Calls that were right may be refused.",
    Levels(typescript="major", answer="major"),
    check,
)
