"""Rule `value-type-changed`."""

from __future__ import annotations

from codegen.diff.checks import vocabulary_changed
from codegen.diff.model import EVERYWHERE_MAJOR, ChangeRule

RULE = ChangeRule(
    "value-type-changed",
    "The wire type of a vocabulary changed.",
    "A number and a text are never equal, in no language, join or schema.",
    EVERYWHERE_MAJOR,
    vocabulary_changed("value_type"),
)
