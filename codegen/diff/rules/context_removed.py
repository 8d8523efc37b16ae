"""Rule `context-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import has_behavior
from codegen.diff.codes import meanings
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings that are gone from codes that still have a behavior."""
    for pair in sides.codes:
        if has_behavior(pair.old) and has_behavior(pair.new):
            for id in meanings(pair.id, pair.old, pair.new)[1]:
                yield SpecChange(id, f"the meaning {id} is gone", id, None, (id, pair.id))


RULE = ChangeRule(
    "context-removed",
    "A code lost a meaning.",
    "What had that meaning gets another answer, and programs that name it by its id find nothing.",
    Levels(data="major", answer="major"),
    check,
)
