"""Rule `retry-loosened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.retries import retry_changes
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings and policies that let more be tried again."""
    yield from retry_changes(sides, loosened=True)


RULE = ChangeRule(
    "retry-loosened",
    "Retries are allowed where they were not: without a user, sooner or more often.",
    (
        "A machine acts on it at once. It may lock an account or pay twice, and that it is a correction "
        "is no excuse."
    ),
    Levels(data="major", answer="major"),
    check,
    acceptable=False,
)
