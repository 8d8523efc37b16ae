"""Rule `unclassified-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.known import unknown_keys
from codegen.diff.model import EVERYWHERE_MAJOR, ChangeRule, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that differ and that are neither wording nor evidence nor the matter of a rule."""
    for pair, key in unknown_keys(sides):
        old, new = pair.old.get(key), pair.new.get(key)
        yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "unclassified-changed",
    "Something changed that no rule covers.",
    "What it means to anyone cannot be told, so it counts as the worst. Write a rule for it.",
    EVERYWHERE_MAJOR,
    check,
    review=True,
)
