"""Rule `actor-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "actor-changed",
    "A different party has to act.",
    "The wrong person is asked, or no one is.",
    Levels(data="major", answer="major"),
    meaning_changed("actor"),
)
