"""Rule `provider-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import EVERYWHERE_MAJOR, ChangeRule, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find providers that are gone."""
    for id, record in sides.providers.removed.items():
        yield SpecChange(id, f"{record.get('name', id)} is gone", id, None)


RULE = ChangeRule(
    "provider-removed",
    "A provider was removed.",
    "Its modules, types, models and schemas cannot be found, and its codes are unknown.",
    EVERYWHERE_MAJOR,
    check,
)
