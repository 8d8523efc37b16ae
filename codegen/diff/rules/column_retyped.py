"""Rule `column-retyped`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides
from codegen.diff.tables import shared_tables


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find columns of another type."""
    for name, old, new in shared_tables(sides):
        for column in old["columns"].keys() & new["columns"].keys():
            was, now = old["columns"][column], new["columns"][column]
            if was != now:
                yield SpecChange(
                    f"data/{name} {column}", f"its type {was or 'none'} became {now or 'none'}", was, now
                )


RULE = ChangeRule(
    "column-retyped",
    "A column of the data pack changed its type.",
    "Tables that were made for the old one refuse it.",
    Levels(data="major"),
    check,
)
