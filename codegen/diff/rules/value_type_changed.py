"""Rule `value-type-changed`."""

from __future__ import annotations

from codegen.diff.checks import vocabulary_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "value-type-changed",
    "The values of a vocabulary have another type on the wire.",
    "A number and a text are never equal, in no language, join or schema.",
    Levels(
        python="major",
        typescript="major",
        strict="major",
        tolerant="major",
        models="major",
        data="major",
        answer="major",
    ),
    vocabulary_changed("value_type"),
)
