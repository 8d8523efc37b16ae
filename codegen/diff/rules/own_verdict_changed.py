"""Rule `own-verdict-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes and meanings with a verdict of their own that is another."""
    for pair in sides.facts:
        old, new = pair.old.get("verdict"), pair.new.get("verdict")
        if old != new:
            yield SpecChange(pair.id, f"verdict {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "own-verdict-changed",
    "The state of an attempt that ends with a code changed.",
    "The same outcome gets another verdict, and programs branch on it.",
    Levels(answer="major"),
    check,
)
