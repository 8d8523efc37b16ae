"""Rule `decision-table-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import table
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find tables that both sides have and that differ."""
    for name in ("retry", "verdict", "head", "finality"):
        if sides.both_say("decisions", name):
            old, new = (table(side.spec, name) for side in (sides.old, sides.new))
            if old != new:
                yield SpecChange(f"decisions.{name}", f"the table {name} has other rows", old, new)


RULE = ChangeRule(
    "decision-table-changed",
    "A decision table of the packages changed.",
    "Any answer may be another. Which ones are, the replay says; what it does not ask, remains unknown.",
    Levels(answer="major"),
    check,
    review=True,
)
