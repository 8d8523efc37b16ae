"""Rule `operation-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "operation-changed",
    "The operation of a meaning changed.",
    "Plans depend on what was being done.",
    Levels(data="major", answer="major"),
    meaning_changed("operation"),
)
