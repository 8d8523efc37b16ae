"""Rule `value-added-closed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import added_codes
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find new codes of closed vocabularies."""
    yield from added_codes(sides, is_open=False)


RULE = ChangeRule(
    "value-added-closed",
    "A vocabulary that was closed has a new code.",
    "A closed vocabulary promised that there is no other value, and programs rely on that.",
    Levels(python="minor", typescript="major", strict="minor", models="minor", data="minor", answer="major"),
    check,
)
