"""Rule `actions-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "actions-changed",
    "The recommended actions changed.",
    "Programs do the first action, and show the others.",
    Levels(data="major", answer="major"),
    meaning_changed("actions"),
)
