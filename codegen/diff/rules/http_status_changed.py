"""Rule `http-status-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes and meanings with other statuses, whatever their sources."""
    for pair in sides.facts:
        old, new = (
            sorted({fact["status"] for fact in side.get("http_status", [])}) for side in (pair.old, pair.new)
        )
        if old != new:
            yield SpecChange(pair.id, f"HTTP status {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "http-status-changed",
    "The documented HTTP statuses of a code changed.",
    (
        "A program that falls back on the status may answer something else. Where the packages do, the "
        "replay shows it."
    ),
    Levels(data="minor", answer="minor"),
    check,
)
