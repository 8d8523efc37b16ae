"""Rule `synonyms-changed`."""

from __future__ import annotations

from codegen.diff.checks import code_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "synonyms-changed",
    "The synonyms of a code changed.",
    "They are read by people and by programs that fold codes of one meaning into one.",
    Levels(data="minor", answer="minor"),
    code_changed("synonyms"),
)
