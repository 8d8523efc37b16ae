"""Rule `vocabulary-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies that are new."""
    for id, record in sides.whole_vocabularies.added.items():
        values = tuple(f"{id}={code['value']}" for code in record["codes"])
        count = len(record["codes"])
        yield SpecChange(
            id, f"{id} is new, with {count} {'code' if count == 1 else 'codes'}", None, count, (id, *values)
        )


RULE = ChangeRule(
    "vocabulary-added",
    "A vocabulary is new.",
    "What had no type has one now. Nothing that was there changed.",
    Levels(python="minor", typescript="minor", data="minor", answer="minor"),
    check,
)
