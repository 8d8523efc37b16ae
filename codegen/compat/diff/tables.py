"""What rules about the data pack share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.compat.diff.spec_diff import SpecDiff

Table = dict[str, Any]


def shared_tables(specs: SpecDiff) -> Iterator[tuple[str, Table, Table]]:
    """Yield (name, old, new) of the files that both specs have."""
    for name in sorted(specs.old.tables.keys() & specs.new.tables.keys()):
        yield name, specs.old.tables[name], specs.new.tables[name]


def renamed_columns(old: Table, new: Table) -> dict[str, str]:
    """Return the columns whose place a new one of the same type has taken, by the old name."""
    places = zip(old["columns"].items(), new["columns"].items(), strict=False)
    return {
        was: now
        for (was, type_), (now, other) in places
        if was not in new["columns"] and now not in old["columns"] and type_ == other
    }
