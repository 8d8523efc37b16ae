"""Rule `signature-added`."""

from __future__ import annotations

from codegen.diff.checks import part_added
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "signature-added",
    "A signature is new.",
    "It can be verified now. Nothing that was there changed.",
    Levels(answer="minor"),
    part_added("signatures"),
)
