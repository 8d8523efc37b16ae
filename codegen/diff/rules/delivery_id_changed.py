"""Rule `delivery-id-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.checks import part_changed
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def _keys_changed(sides: Sides) -> Iterator[SpecChange]:
    yield from part_changed("deliveries", "event_id", "idempotency_key")(sides)
    yield from part_changed("payloads", "idempotency_key")(sides)


RULE = ChangeRule(
    "delivery-id-changed",
    "Different fields identify repeats of an event.",
    "Receivers that drop repeats by the old one process events twice, or drop all.",
    Levels(answer="major"),
    _keys_changed,
)
