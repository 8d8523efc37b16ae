"""Rule `value-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes that are neither there nor renamed."""
    for pair, changes in sides.codes_of:
        for code in changes.removed:
            id = f"{pair.id}#{code['name']}"
            message = f"{code['name']} ({code['value']!r}) is gone"
            yield SpecChange(id, message, code["value"], None, (id, f"{pair.id}={code['value']}"))


RULE = ChangeRule(
    "value-removed",
    "A code and its value were removed.",
    (
        "Old rows and logs still have the value, and what reads them knows it no longer. Deprecate a code "
        "instead, and keep it for ever."
    ),
    Levels(python="major", typescript="major", strict="major", models="major", data="major", answer="major"),
    check,
)
