"""Rule `payload-operation-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find payloads that belong to another operation, where the old model said so at all."""
    for pair in [] if sides.unsaid("payloads", "operation") else sides.payloads.changed:
        old, new = pair.old.get("operation"), pair.new.get("operation")
        if old != new:
            yield SpecChange(pair.id, f"operation {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "payload-operation-changed",
    "The operation of a payload changed.",
    "Plans depend on the operation: the same failure gets another plan.",
    Levels(answer="major"),
    check,
)
