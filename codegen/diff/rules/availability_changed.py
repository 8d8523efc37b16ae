"""Rule `availability-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes, payloads, methods and addresses that occur elsewhere."""
    addresses = sides.part("addresses", "value", owner=True).changed
    for pair in (*sides.codes, *sides.payloads.changed, *sides.methods.changed, *addresses):
        for key in ("regions", "platforms", "role", "environment"):
            old, new = pair.old.get(key), pair.new.get(key)
            if old != new:
                yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "availability-changed",
    "The regions or platforms where a code occurs changed.",
    "Tables that are filtered by them have other rows.",
    Levels(data="minor", answer="minor"),
    check,
)
