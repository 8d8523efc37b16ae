"""Rule `address-removed`."""

from __future__ import annotations

from codegen.diff.checks import part_removed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "address-removed",
    "An address of a provider was removed.",
    "Lists of hosts that are let through, and origins that a listener takes, lose it.",
    Levels(data="major", answer="major"),
    part_removed("addresses", "value", owner=True),
)
