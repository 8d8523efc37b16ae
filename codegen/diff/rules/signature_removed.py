"""Rule `signature-removed`."""

from __future__ import annotations

from codegen.diff.checks import part_removed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "signature-removed",
    "A signature was removed.",
    "What it was verified with cannot be named any more.",
    Levels(answer="major"),
    part_removed("signatures"),
)
