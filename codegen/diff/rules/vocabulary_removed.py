"""Rule `vocabulary-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies that are gone."""
    for id, record in sides.whole_vocabularies.removed.items():
        codes = tuple(f"{id}#{code['name']}" for code in record["codes"])
        yield SpecChange(id, f"{id} is gone, with {len(codes)} codes", len(codes), None, (id, *codes))


RULE = ChangeRule(
    "vocabulary-removed",
    "A vocabulary was removed with all its codes.",
    "Its type cannot be imported, and its codes are unknown.",
    Levels(python="major", typescript="major", strict="major", models="major", data="major", answer="major"),
    check,
)
