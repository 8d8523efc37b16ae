"""Rule `plan-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find plans that differ and that let no more be tried again."""
    for plan in sides.replayed.plans:
        if not plan.is_loosened:
            yield SpecChange(f"{plan.meaning} {plan.mode}", plan.told, list(plan.old), list(plan.new))


RULE = ChangeRule(
    "plan-changed",
    "The plan for a meaning changed, and no other finding explains it.",
    "What was asked of a user, left to a machine or stopped is done in another way.",
    Levels(answer="major"),
    check,
)
