"""Rule `category-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "category-changed",
    "The category of a meaning changed.",
    "Programs branch on the category: the same code takes another way through them.",
    Levels(data="major", answer="major"),
    meaning_changed("category"),
)
