"""Rules about the data pack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.compat.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def column_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find columns that are new."""
    for name, old, new in shared_tables(specs):
        renamed = set(renamed_columns(old, new).values())
        for column in new["columns"]:
            if column not in old["columns"] and column not in renamed:
                yield SpecChange(f"data/{name} {column}", "the column is new", None, column)


def column_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find columns that are neither there nor renamed."""
    for name, old, new in shared_tables(specs):
        for column in old["columns"].keys() - new["columns"].keys() - renamed_columns(old, new).keys():
            yield SpecChange(f"data/{name} {column}", "the column is gone", column, None)


def column_renamed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find columns whose place another one of the same type has taken."""
    for name, old, new in shared_tables(specs):
        for was, now in renamed_columns(old, new).items():
            yield SpecChange(f"data/{name} {was}", f"the column became {now}", was, now)


def column_retyped(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find columns of another type."""
    for name, old, new in shared_tables(specs):
        for column in old["columns"].keys() & new["columns"].keys():
            was, now = old["columns"][column], new["columns"][column]
            if was != now:
                yield SpecChange(
                    f"data/{name} {column}", f"its type {was or 'none'} became {now or 'none'}", was, now
                )


def row_key_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find tables with another key."""
    for name, old, new in shared_tables(specs):
        if old["key"] != new["key"]:
            message = f"the key {shown(old['key'])} became {shown(new['key'])}"
            yield SpecChange(f"data/{name}", message, old["key"], new["key"])


def table_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find files that are new."""
    if specs.old.tables and specs.new.tables:
        for name in sorted(specs.new.tables.keys() - specs.old.tables.keys()):
            yield SpecChange(f"data/{name}", f"{name} is new", None, name)


def table_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find files that are gone."""
    if specs.old.tables and specs.new.tables:
        for name in specs.old.tables.keys() - specs.new.tables.keys():
            yield SpecChange(f"data/{name}", f"{name} is gone", name, None)


RULES = (
    ChangeRule(
        "column-added",
        "The data pack has a new column.",
        "Queries that name their columns see nothing of it.",
        Levels(data="minor"),
        column_added,
    ),
    ChangeRule(
        "column-removed",
        "A column of the data pack was removed.",
        "Queries that name it fail.",
        Levels(data="major"),
        column_removed,
    ),
    ChangeRule(
        "column-renamed",
        "A column of the data pack was renamed.",
        "Queries that name it fail.",
        Levels(data="major"),
        column_renamed,
    ),
    ChangeRule(
        "column-retyped",
        "A column of the data pack changed its type.",
        "Tables that were made for the old one refuse it.",
        Levels(data="major"),
        column_retyped,
    ),
    ChangeRule(
        "row-key-changed",
        "The key columns of a table in the data pack changed.",
        "Joins on the old ones find several rows for one, silently.",
        Levels(data="major"),
        row_key_changed,
    ),
    ChangeRule(
        "table-added",
        "The data pack has a new file.",
        "Nothing that was there changed.",
        Levels(data="minor"),
        table_added,
    ),
    ChangeRule(
        "table-removed",
        "A file of the data pack was removed.",
        "What loads it fails.",
        Levels(data="major"),
        table_removed,
    ),
)


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
