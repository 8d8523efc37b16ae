"""Rule `column-renamed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides
from codegen.diff.tables import renamed_columns, shared_tables


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find columns whose place another one of the same type has taken."""
    for name, old, new in shared_tables(sides):
        for was, now in renamed_columns(old, new).items():
            yield SpecChange(f"data/{name} {was}", f"the column became {now}", was, now)


RULE = ChangeRule(
    "column-renamed",
    "A column of the data pack was renamed.",
    "Queries that name it fail.",
    Levels(data="major"),
    check,
)
