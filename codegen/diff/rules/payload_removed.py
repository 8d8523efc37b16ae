"""Rule `payload-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import renamed_payloads
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find payloads that are neither there nor renamed."""
    for id, record in sides.payloads.removed.items():
        if id not in renamed_payloads(sides):
            yield SpecChange(id, f"{id} is gone", record.get("type_name"), None)


RULE = ChangeRule(
    "payload-removed",
    "A payload was removed.",
    "Its type, model and schema are gone, and it is no longer recognized.",
    Levels(
        python="major", typescript="major", strict="major", tolerant="major", models="major", answer="major"
    ),
    check,
)
