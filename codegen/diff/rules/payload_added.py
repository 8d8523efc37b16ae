"""Rule `payload-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import renamed_payloads
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find payloads that are new."""
    for id, record in sides.payloads.added.items():
        if id not in renamed_payloads(sides).values():
            yield SpecChange(id, f"{id} is new", None, record.get("type_name"))


RULE = ChangeRule(
    "payload-added",
    "A payload is new.",
    "What was not recognized is now.",
    Levels(python="minor", typescript="minor"),
    check,
)
