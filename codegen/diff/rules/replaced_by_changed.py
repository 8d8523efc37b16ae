"""Rule `replaced-by-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find deprecated codes whose replacement is another."""
    for pair in sides.codes:
        was, now = pair.old.get("deprecated"), pair.new.get("deprecated")
        if was and now and was.get("replaced_by") != now.get("replaced_by"):
            old, new = was.get("replaced_by"), now.get("replaced_by")
            yield SpecChange(pair.id, f"its replacement {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "replaced-by-changed",
    "The replacement of a deprecated code changed.",
    "Programs that moved to the one it named before may have moved to the wrong one.",
    Levels(python="minor", typescript="minor", data="minor", answer="minor"),
    check,
)
