"""Rule `field-role-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.payloads import shared_fields
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find fields with another role."""
    for id, pointer, old, new in shared_fields(sides):
        if old.role != new.role:
            yield SpecChange(
                f"{id} {pointer}", f"its role {shown(old.role)} became {shown(new.role)}", old.role, new.role
            )


RULE = ChangeRule(
    "field-role-changed",
    "The role of a field in its payload changed.",
    "How it ended, why and how far it got is read from other fields: the verdict may be another.",
    Levels(answer="major"),
    check,
)
