"""Rule `name-renamed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes whose value has another name."""
    for code in sides.renamed:
        if code.has_same_value:
            old, new = code.old["name"], code.new["name"]
            touches = (code.id, code.new_id)
            yield SpecChange(
                code.id, f"{old} became {new}; both are {code.old['value']!r}", old, new, touches
            )


RULE = ChangeRule(
    "name-renamed",
    "A code was renamed; its value is the same.",
    (
        "The old name cannot be imported, and rows that are joined by name find nothing. What is on the "
        "wire is still understood."
    ),
    Levels(python="major", typescript="major", models="major", data="major", answer="major"),
    check,
)
