"""Rule `provider-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find providers that are new."""
    for id, record in sides.providers.added.items():
        yield SpecChange(id, f"{record.get('name', id)} is new", None, id)


RULE = ChangeRule(
    "provider-added",
    "A provider is new.",
    "Nothing that was there changed. Bodies that had no provider may have one now.",
    Levels(python="minor", typescript="minor", strict="minor", models="minor", data="minor", answer="minor"),
    check,
)
