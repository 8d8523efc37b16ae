"""Diff: what changes between two resolved specs mean to those who use the packages.

Each module of `rules/` has the `RULES` about one part of the spec. A rule looks at a `SpecDiff` of both specs
and yields changes; it never alters anything. What a change means is told for each kind of consumer, and the
gravest of these is its level.
"""

from __future__ import annotations

from codegen.compat.diff.model import ChangeFinding, ChangeRule, Level, Levels, SpecChange
from codegen.compat.diff.rules import rules
from codegen.compat.diff.run import compare
from codegen.compat.diff.spec_diff import SpecDiff

__all__ = ["ChangeFinding", "ChangeRule", "Level", "Levels", "SpecChange", "SpecDiff", "compare", "rules"]
