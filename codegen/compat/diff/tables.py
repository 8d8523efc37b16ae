"""What rules about the data pack share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.compat.diff.sides import Sides

Table = dict[str, Any]


def shared_tables(sides: Sides) -> Iterator[tuple[str, Table, Table]]:
    """Yield (name, old, new) of the files that both sides have."""
    for name in sorted(sides.old.tables.keys() & sides.new.tables.keys()):
        yield name, sides.old.tables[name], sides.new.tables[name]


def renamed_columns(old: Table, new: Table) -> dict[str, str]:
    """Return the columns whose place a new one of the same type has taken, by the old name."""
    places = zip(old["columns"].items(), new["columns"].items(), strict=False)
    return {
        was: now
        for (was, type_), (now, other) in places
        if was not in new["columns"] and now not in old["columns"] and type_ == other
    }
