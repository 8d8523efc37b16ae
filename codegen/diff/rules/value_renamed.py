"""Rule `value-renamed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes that were given another name and value."""
    for code in sides.renamed:
        if not code.has_same_value:
            old, new = code.old["name"], code.new["name"]
            touches = (code.id, code.new_id, f"{code.vocabulary['id']}={code.new['value']}")
            yield SpecChange(code.id, f"{old} ({code.old['value']!r}) became {new}", old, new, touches)


RULE = ChangeRule(
    "value-renamed",
    "A code has a new name and a new value; nothing else about it changed.",
    (
        "The old name cannot be imported and the old value is no longer recognized. Keep the old code and "
        "deprecate it in favor of the new one."
    ),
    Levels(python="major", typescript="major", strict="major", models="major", data="major", answer="major"),
    check,
)
