"""Rule `column-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides
from codegen.diff.tables import renamed_columns, shared_tables


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find columns that are new."""
    for name, old, new in shared_tables(sides):
        renamed = set(renamed_columns(old, new).values())
        for column in new["columns"]:
            if column not in old["columns"] and column not in renamed:
                yield SpecChange(f"data/{name} {column}", "the column is new", None, column)


RULE = ChangeRule(
    "column-added",
    "The data pack has a new column.",
    "Queries that name their columns see nothing of it.",
    Levels(data="minor"),
    check,
)
