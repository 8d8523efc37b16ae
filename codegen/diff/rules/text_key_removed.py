"""Rule `text-key-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find texts that are gone from languages that are still there."""
    for key in sides.texts.removed:
        if key.partition(":")[0] in sides.new.spec.get("texts", {}):
            yield SpecChange(f"texts.{key}", "the text is gone", sides.texts.removed[key], None, (key,))


RULE = ChangeRule(
    "text-key-removed",
    "A text was removed.",
    "What shows it finds nothing.",
    Levels(answer="major"),
    check,
)
