"""Rule `challenge-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "challenge-changed",
    "The kind of challenge for the user changed.",
    "Programs show the form that fits the challenge.",
    Levels(data="major", answer="major"),
    meaning_changed("challenge"),
)
