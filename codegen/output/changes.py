"""How an output folder differs from what would be generated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Mode(Enum):
    """What to do about the differences."""

    WRITE = "write"
    CHECK = "check"
    DRY_RUN = "dry-run"


class Kind(Enum):
    """The four kinds of drift."""

    CHANGED = "changed"
    MISSING = "missing"
    ORPHAN = "orphan"
    HAND_EDITED = "hand-edited"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `diff` shows what is on disk (-) and what should be (+)."""

    kind: Kind
    path: str
    diff: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found or did: the differences, and how many outputs there are in all."""

    changes: list[Change]
    outputs: int
    held: bool = False
    """Whether all that went into it was still the same when it had been written."""
