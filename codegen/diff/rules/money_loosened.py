"""Rule `money-loosened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import money_changes
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find vocabularies and payloads that are said to be safer."""
    yield from money_changes(sides, safer=True)


RULE = ChangeRule(
    "money-loosened",
    "The spec now sees less risk of moving money.",
    "Plans rely on it: what was left to people may be tried again by a machine, and pay twice.",
    Levels(answer="major"),
    check,
    acceptable=False,
)
