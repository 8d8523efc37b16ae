"""Rule `delivery-id-changed`."""

from __future__ import annotations

from codegen.diff.checks import part_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "delivery-id-changed",
    "Different fields identify repeats of an event.",
    "Receivers that drop repeats by the old one process events twice, or drop all.",
    Levels(answer="major"),
    part_changed("deliveries", "event_id", "idempotency_key"),
)
