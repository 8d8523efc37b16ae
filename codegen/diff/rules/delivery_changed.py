"""Rule `delivery-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find rules of delivery that differ, and payloads that name others."""
    keys = ("success", "timeout_s", "retry_after_s", "retry_on")
    rules = [(pair, key) for pair in sides.part("deliveries").changed for key in keys]
    for pair, key in (*rules, *((pair, "delivery") for pair in sides.payloads.changed)):
        if pair.differs(key):
            old, new = pair.old.get(key), pair.new.get(key)
            yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "delivery-changed",
    "What counts as delivered changed, or what happens when nothing is.",
    "Receivers that were built to it may lose events or get them twice.",
    Levels(answer="minor"),
    check,
    review=True,
)
