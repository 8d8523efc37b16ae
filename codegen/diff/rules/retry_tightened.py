"""Rule `retry-tightened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.retries import retry_changes
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings and policies that let less be tried again."""
    yield from retry_changes(sides, loosened=False)


RULE = ChangeRule(
    "retry-tightened",
    "Retries are restricted: forbidden, later, less often or only with a user.",
    "A machine stops where it used to continue. That is the safe direction.",
    Levels(data="minor", answer="minor"),
    check,
)
