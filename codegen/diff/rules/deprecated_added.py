"""Rule `deprecated-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes that are deprecated now and were not."""
    for pair in sides.codes:
        if pair.new.get("deprecated") and not pair.old.get("deprecated"):
            reason = pair.new["deprecated"].get("reason")
            yield SpecChange(pair.id, f"it is deprecated: {shown(reason)}", None, reason)


RULE = ChangeRule(
    "deprecated-added",
    "A code is deprecated.",
    "It is still known. Editors and type checkers mark where it is used.",
    Levels(python="minor", typescript="minor", data="minor", answer="minor"),
    check,
)
