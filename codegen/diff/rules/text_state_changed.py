"""Rule `text-state-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find languages in which other texts count as reviewed."""
    old, new = (side.spec.get("texts", {}) for side in (sides.old, sides.new))
    for locale in sorted(old.keys() & new.keys()):
        before, after = (set(texts[locale].get("reviewed", ())) for texts in (old, new))
        if before != after:
            message = f"reviewed: {len(after - before)}, drafts again: {len(before - after)}"
            yield SpecChange(f"texts.{locale}.reviewed", message, len(before), len(after))


RULE = ChangeRule(
    "text-state-changed",
    "Translations were reviewed, or are drafts again.",
    "Applications that leave out drafts show another language.",
    Levels(answer="patch"),
    check,
)
