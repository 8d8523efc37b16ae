"""Rule `method-added`."""

from __future__ import annotations

from codegen.diff.checks import part_added
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "method-added",
    "An SDK method is new.",
    "It can be called now.",
    Levels(python="minor", typescript="minor", answer="minor"),
    part_added("methods"),
)
