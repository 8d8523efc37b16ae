"""Rule `vocabulary-opened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies that are open now."""
    for pair in sides.vocabularies.changed:
        if pair.new.get("open") and pair.old.get("open") is False:
            yield SpecChange(pair.id, "it is open now: values that are not listed may come", False, True)


RULE = ChangeRule(
    "vocabulary-opened",
    "A closed vocabulary was opened.",
    "Values that are not listed may come now; a compiler no longer knows that there are no others.",
    Levels(typescript="minor", strict="minor", answer="minor"),
    check,
    review=True,
)
