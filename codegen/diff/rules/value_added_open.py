"""Rule `value-added-open`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import added_codes
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find new codes of open vocabularies."""
    yield from added_codes(sides, is_open=True)


RULE = ChangeRule(
    "value-added-open",
    "An open vocabulary has a new code.",
    (
        "Programs accept values that are not listed, so nothing fails at run time; but a `switch` that a "
        "compiler checks for completeness no longer compiles, and what was unknown now has a meaning."
    ),
    Levels(python="minor", typescript="minor", strict="minor", models="minor", data="minor", answer="minor"),
    check,
    review=True,
)
