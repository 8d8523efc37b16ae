"""Rule `table-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import Change, Levels, Rule
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[Change]:
    """Find files that are new."""
    if sides.old.tables and sides.new.tables:
        for name in sorted(sides.new.tables.keys() - sides.old.tables.keys()):
            yield Change(f"data/{name}", f"{name} is new", None, name)


RULE = Rule(
    "table-added",
    "A file of the data pack is new.",
    "Nothing that was there changed.",
    Levels(data="minor"),
    check,
)
