"""Rule `shape-changed`."""

from __future__ import annotations

from codegen.diff.checks import part_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "shape-changed",
    "The spec describes more, or less, of a payload.",
    "An envelope lets through what a known payload does not.",
    Levels(strict="minor", answer="minor"),
    part_changed("payloads", "shape"),
    review=True,
)
