"""Rule `plan-loosened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find plans that let more be tried again."""
    for plan in sides.replayed.plans:
        if plan.is_loosened:
            yield SpecChange(f"{plan.meaning} {plan.mode}", plan.told, list(plan.old), list(plan.new))


RULE = ChangeRule(
    "plan-loosened",
    "The plan for a meaning allows more retries than before.",
    (
        "A machine acts on it at once, and may lock an account or pay twice: whatever explains it, a "
        "person must look."
    ),
    Levels(answer="major"),
    check,
    review=True,
    acceptable=False,
)
