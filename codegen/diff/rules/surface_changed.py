"""Rule `surface-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies and payloads that are on another surface."""
    for pair in (*sides.vocabularies.changed, *sides.payloads.changed):
        old, new = pair.old.get("surface"), pair.new.get("surface")
        if old != new:
            yield SpecChange(pair.id, f"its surface {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "surface-changed",
    "The surface of a vocabulary or a payload changed.",
    "It is found in another place of the site. Programs do not branch on it.",
    Levels(data="patch"),
    check,
)
