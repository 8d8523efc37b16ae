"""Rule `term-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find terms that are gone."""
    for id in sides.terms.removed:
        yield SpecChange(id, f"{id} is gone", id, None)


RULE = ChangeRule(
    "term-removed",
    "A term or an axis of the taxonomy was removed.",
    "It cannot be imported, and programs that branch on it never meet it again.",
    Levels(python="major", typescript="major", data="major", answer="major"),
    check,
)
