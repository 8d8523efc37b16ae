"""Rule `table-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find files that are new."""
    if sides.old.tables and sides.new.tables:
        for name in sorted(sides.new.tables.keys() - sides.old.tables.keys()):
            yield SpecChange(f"data/{name}", f"{name} is new", None, name)


RULE = ChangeRule(
    "table-added",
    "The data pack has a new file.",
    "Nothing that was there changed.",
    Levels(data="minor"),
    check,
)
