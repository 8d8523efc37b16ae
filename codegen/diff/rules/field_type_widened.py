"""Rule `field-type-widened`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.fields import described, widened
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import shared_fields
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields that take what they did not take."""
    for id, pointer, old, new in shared_fields(sides):
        if words := widened(old, new):
            yield SpecChange(f"{id} {pointer}", "it " + " and ".join(words), *described(old, new))


RULE = ChangeRule(
    "field-type-widened",
    "A field accepts more values than before.",
    "What reads it meets values that it may not expect; a compiler reports it where it is used.",
    Levels(python="minor", typescript="minor", strict="minor", tolerant="minor", models="minor"),
    check,
    review=True,
)
