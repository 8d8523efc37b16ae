"""Rule `address-added`."""

from __future__ import annotations

from codegen.diff.checks import part_added
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "address-added",
    "A provider has a new address.",
    "It can be let through now.",
    Levels(data="minor", answer="minor"),
    part_added("addresses", "value", owner=True),
)
