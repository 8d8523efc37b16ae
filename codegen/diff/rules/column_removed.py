"""Rule `column-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides
from codegen.diff.tables import renamed_columns, shared_tables


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find columns that are neither there nor renamed."""
    for name, old, new in shared_tables(sides):
        for column in old["columns"].keys() - new["columns"].keys() - renamed_columns(old, new).keys():
            yield SpecChange(f"data/{name} {column}", "the column is gone", column, None)


RULE = ChangeRule(
    "column-removed",
    "A column of the data pack was removed.",
    "Queries that name it fail.",
    Levels(data="major"),
    check,
)
