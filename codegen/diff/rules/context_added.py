"""Rule `context-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import has_behavior
from codegen.diff.codes import meanings
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings of codes that had a behavior before."""
    for pair in sides.codes:
        if has_behavior(pair.old) and has_behavior(pair.new):
            for id in meanings(pair.id, pair.old, pair.new)[2]:
                yield SpecChange(id, f"{id} is a new meaning", None, id, (id, pair.id))


RULE = ChangeRule(
    "context-added",
    "A code has a new meaning.",
    "The new meaning takes inputs that another had, so that the same input gets another answer.",
    Levels(data="major", answer="major"),
    check,
)
