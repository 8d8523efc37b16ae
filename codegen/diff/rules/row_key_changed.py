"""Rule `row-key-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides
from codegen.diff.tables import shared_tables


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find tables with another key."""
    for name, old, new in shared_tables(sides):
        if old["key"] != new["key"]:
            message = f"the key {shown(old['key'])} became {shown(new['key'])}"
            yield SpecChange(f"data/{name}", message, old["key"], new["key"])


RULE = ChangeRule(
    "row-key-changed",
    "The key columns of a table in the data pack changed.",
    "Joins on the old ones find several rows for one, silently.",
    Levels(data="major"),
    check,
)
