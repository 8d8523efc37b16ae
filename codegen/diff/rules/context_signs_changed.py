"""Rule `context-signs-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import Change, Levels, Rule, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[Change]:
    """Find meanings whose signs or operations are others."""
    for pair in sides.meanings.changed:
        for key in ("signs", "operations"):
            old, new = pair.old.get(key) or [], pair.new.get(key) or []
            if old != new and "@" in pair.id and "recognize" in pair.old and "recognize" in pair.new:
                yield Change(pair.id, f"its {key} {shown(old)} became {shown(new)}", old, new)


RULE = Rule(
    "context-signs-changed",
    "A meaning is told by other signs.",
    "The same input may be taken for another meaning.",
    Levels(answer="major"),
    check,
)
