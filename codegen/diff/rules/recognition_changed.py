"""Rule `recognition-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import table
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find other signs and other weights."""
    for pair in sides.payloads.changed:
        if pair.differs("recognize"):
            old, new = pair.old.get("recognize"), pair.new.get("recognize")
            yield SpecChange(pair.id, f"its signs {shown(old)} became {shown(new)}", old, new)
    if sides.both_say("decisions", "recognition"):
        old, new = (table(side.spec, "recognition") for side in (sides.old, sides.new))
        for key in sorted(old | new):
            if old.get(key) != new.get(key):
                message = (
                    f"{key} is another" if isinstance(new.get(key), list) else f"{key} became {new.get(key)}"
                )
                yield SpecChange(f"decisions.recognition {key}", message, old.get(key), new.get(key))


RULE = ChangeRule(
    "recognition-changed",
    "The signs or weights that recognize a payload changed.",
    "What was taken for this payload may be taken for another, or for none.",
    Levels(answer="major"),
    check,
)
