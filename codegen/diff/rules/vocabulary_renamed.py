"""Rule `vocabulary-renamed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies that were given another id."""
    for old, new in sides.renamed_vocabularies.items():
        yield SpecChange(old, f"{old} became {new}", old, new, (old, new))


RULE = ChangeRule(
    "vocabulary-renamed",
    "A vocabulary was renamed; most of its values are the same.",
    "Programs name vocabularies by their ids, and so do joins.",
    Levels(python="major", typescript="major", strict="major", models="major", data="major", answer="major"),
    check,
)
