"""Rule `type-renamed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies and payloads whose type has another name."""
    for pair in (*sides.vocabularies.changed, *sides.payloads.changed):
        old, new = pair.old.get("type_name"), pair.new.get("type_name")
        if old != new:
            yield SpecChange(pair.id, f"its type {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "type-renamed",
    "A type was renamed.",
    "It cannot be imported under the old one, in any language.",
    Levels(python="major", typescript="major", models="major"),
    check,
)
