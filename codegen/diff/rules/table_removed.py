"""Rule `table-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find files that are gone."""
    if sides.old.tables and sides.new.tables:
        for name in sides.old.tables.keys() - sides.new.tables.keys():
            yield SpecChange(f"data/{name}", f"{name} is gone", name, None)


RULE = ChangeRule(
    "table-removed",
    "A file of the data pack was removed.",
    "What loads it fails.",
    Levels(data="major"),
    check,
)
