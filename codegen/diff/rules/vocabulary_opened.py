"""Rule `vocabulary-opened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import Change, Levels, Rule
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[Change]:
    """Find vocabularies that are open now."""
    for pair in sides.vocabularies.changed:
        if pair.new.get("open") and pair.old.get("open") is False:
            yield Change(pair.id, "it is open now: values that are not listed may come", False, True)


RULE = Rule(
    "vocabulary-opened",
    "A vocabulary that was said to be complete is open.",
    "Values that are not listed may come now; a compiler no longer knows that there are no others.",
    Levels(typescript="minor", strict="minor", answer="minor"),
    check,
    review=True,
)
