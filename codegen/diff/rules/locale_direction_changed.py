"""Rule `locale-direction-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find languages that are written the other way."""
    old, new = (side.spec.get("texts", {}) for side in (sides.old, sides.new))
    for locale in sorted(old.keys() & new.keys()):
        before, after = (texts[locale].get("dir", "ltr") for texts in (old, new))
        if before != after:
            yield SpecChange(f"texts.{locale}.dir", "the language runs the other way", before, after)


RULE = ChangeRule(
    "locale-direction-changed",
    "A language is written in the other direction.",
    "Pages that follow `dir` turn around.",
    Levels(answer="minor"),
    check,
)
