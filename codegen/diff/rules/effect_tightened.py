"""Rule `effect-tightened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.retries import effect_changes
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings and operations with a graver effect."""
    yield from effect_changes(sides, loosened=False)


RULE = ChangeRule(
    "effect-tightened",
    "Repeating an operation is now rated more harmful.",
    "Plans become more careful: a machine stops where it used to continue.",
    Levels(data="minor", answer="minor"),
    check,
)
