"""Rule `fallback-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import fallbacks
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find ranges of statuses with another category."""
    if sides.both_say("taxonomy", "http_fallbacks"):
        old, new = (fallbacks(side.spec) for side in (sides.old, sides.new))
        for key in sorted(old | new):
            if old.get(key) != new.get(key):
                message = f"{key}: {shown(old.get(key))} became {shown(new.get(key))}"
                yield SpecChange(f"http_fallbacks {key}", message, old.get(key), new.get(key))


RULE = ChangeRule(
    "fallback-changed",
    "An unlisted code with a given HTTP status gets a different category.",
    "The same unknown code gets another answer.",
    Levels(answer="major"),
    check,
)
