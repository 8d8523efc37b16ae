"""Rule `term-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import rule_part
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find terms that say something else to programs; what the old model left unsaid did not change."""
    for pair in sides.terms.changed:
        old, new = rule_part(pair.old), rule_part(pair.new)
        for key in old:
            if old[key] != new.get(key) and not (pair.id.startswith("operations#") and key == "effect"):
                message = f"{key} {shown(old[key])} became {shown(new.get(key))}"
                yield SpecChange(f"{pair.id} {key}", message, old[key], new.get(key))


RULE = ChangeRule(
    "term-changed",
    "What a term of the taxonomy tells programs changed.",
    "All codes with that term get other plans.",
    Levels(answer="major"),
    check,
    review=True,
)
