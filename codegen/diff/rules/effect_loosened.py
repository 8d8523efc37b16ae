"""Rule `effect-loosened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.retries import effect_changes
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings and operations with a milder effect."""
    yield from effect_changes(sides, loosened=True)


RULE = ChangeRule(
    "effect-loosened",
    "Repeating an operation is now rated less harmful.",
    "What only reads may be repeated, so a machine tries again where it stopped.",
    Levels(data="major", answer="major"),
    check,
    acceptable=False,
)
