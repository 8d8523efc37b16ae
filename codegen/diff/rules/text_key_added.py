"""Rule `text-key-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find texts that are new in languages that were there."""
    for key in sides.texts.added:
        if key.partition(":")[0] in sides.old.spec.get("texts", {}):
            yield SpecChange(f"texts.{key}", "the text is new", None, sides.texts.added[key], (key,))


RULE = ChangeRule(
    "text-key-added",
    "A text is new.",
    "What had none, or a more general one, has its own.",
    Levels(answer="minor"),
    check,
)
