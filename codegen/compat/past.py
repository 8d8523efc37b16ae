"""The one door to what is known of releases: those who make outputs take all of it from here."""

from __future__ import annotations

from codegen.compat.diff import ChangeFinding, ChangeRule, SpecDiff, rules
from codegen.compat.diff.illustrations import illustration
from codegen.compat.diff.model import LEVELS
from codegen.compat.diff.run import structural
from codegen.compat.diff.since import changed_codes
from codegen.compat.history.release import Plan, RecordedRelease
from codegen.compat.history.store import entries, read

__all__ = [
    "LEVELS",
    "ChangeFinding",
    "ChangeRule",
    "Plan",
    "RecordedRelease",
    "SpecDiff",
    "changed_codes",
    "entries",
    "illustration",
    "read",
    "rules",
    "structural",
]
