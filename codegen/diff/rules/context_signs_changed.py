"""Rule `context-signs-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings whose signs or operations are others."""
    for pair in sides.meanings.changed:
        for key in ("signs", "operations"):
            old, new = pair.old.get(key) or [], pair.new.get(key) or []
            if old != new and "name" not in pair.old and "name" not in pair.new:
                yield SpecChange(pair.id, f"its {key} {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "context-signs-changed",
    "The signs of a meaning changed.",
    "The same input may be taken for another meaning.",
    Levels(answer="major"),
    check,
)
