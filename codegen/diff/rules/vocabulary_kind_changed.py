"""Rule `vocabulary-kind-changed`."""

from __future__ import annotations

from codegen.diff.checks import vocabulary_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "vocabulary-kind-changed",
    "The kind of a vocabulary changed.",
    "Its rows have another `kind`, and reports that count by it shift.",
    Levels(data="minor", answer="minor"),
    vocabulary_changed("kind"),
    review=True,
)
