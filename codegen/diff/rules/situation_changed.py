"""Rule `situation-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "situation-changed",
    "The situation of a meaning changed.",
    "Programs branch on the situation, which is the same at every provider.",
    Levels(data="major", answer="major"),
    meaning_changed("situation"),
)
