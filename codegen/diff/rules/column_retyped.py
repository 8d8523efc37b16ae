"""Rule `column-retyped`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import Change, Levels, Rule
from codegen.diff.sides import Sides
from codegen.diff.tables import shared_tables


def check(sides: Sides) -> Iterator[Change]:
    """Find columns of another type."""
    for name, old, new in shared_tables(sides):
        for column in old["columns"].keys() & new["columns"].keys():
            was, now = old["columns"][column], new["columns"][column]
            if was != now:
                yield Change(
                    f"data/{name} {column}", f"its type {was or 'none'} became {now or 'none'}", was, now
                )


RULE = Rule(
    "column-retyped",
    "A column of the data pack has another type.",
    "Tables that were made for the old one refuse it.",
    Levels(data="major"),
    check,
)
