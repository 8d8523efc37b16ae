"""Rule `money-tightened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import money_changes
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies and payloads that are said to be riskier."""
    yield from money_changes(sides, safer=False)


RULE = ChangeRule(
    "money-tightened",
    "The spec now sees more risk of moving money.",
    "Plans become more careful: a machine stops where it used to continue.",
    Levels(answer="minor"),
    check,
)
