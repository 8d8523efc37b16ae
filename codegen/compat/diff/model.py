"""What a rule is, what it finds, and how grave that is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from codegen.compat.diff.spec_diff import SpecDiff

Level = Literal["none", "patch", "minor", "major"]
LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")
_DIGITS = 12


class Levels(NamedTuple):
    """What a change means for each kind of consumer; `none` where they do not notice."""

    python: Level = "none"
    """Imports and attributes of the Python package: enums, members, taxonomy."""
    typescript: Level = "none"
    """Types and constants of the npm package, as a compiler sees them."""
    strict: Level = "none"
    """Validation with the strict schemas, as in contract tests."""
    tolerant: Level = "none"
    """Validation with the tolerant schemas, as in production."""
    models: Level = "none"
    """The pydantic models of payloads."""
    data: Level = "none"
    """The data pack: joins on it, and what its rows say."""
    answer: Level = "none"
    """What the packages answer at run time."""

    @property
    def gravest(self) -> Level:
        """The level that counts."""
        return max(self, key=LEVELS.index)


EVERYWHERE_MAJOR = Levels("major", "major", "major", "major", "major", "major", "major")
"""What breaks every kind of consumer."""


class SpecChange(NamedTuple):
    """Something that a rule finds."""

    subject: str
    """What changed: the id of a code, a meaning, a vocabulary, a payload; with its field after a blank."""
    message: str
    """What about it, in a sentence without a period."""
    old: Any = None
    new: Any = None
    touches: tuple[str, ...] = ()
    """The ids whose answers it explains, if they are more than the subject."""


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """One kind of change."""

    id: str
    summary: str
    """What changed."""
    why: str
    """Whom that breaks, and how; or why it breaks no one."""
    levels: Levels
    check: Callable[[SpecDiff], Iterable[SpecChange]]
    review: bool = False
    """Whether a person must look, whatever the level."""
    acceptable: bool = True
    """Whether a finding can be accepted with a reason, so that it does not count."""

    @property
    def level(self) -> Level:
        """The gravest level that a change of this kind has for any consumer."""
        return self.levels.gravest


@dataclass(frozen=True, slots=True)
class ChangeFinding:
    """A change, the rule that it falls under and a name that stays."""

    rule: ChangeRule
    change: SpecChange

    @property
    def fingerprint(self) -> str:
        """Twelve digits that follow from the rule, the subject and both values, and from nothing else."""
        named = [self.rule.id, self.change.subject, self.change.old, self.change.new]
        text = json.dumps(named, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]

    @property
    def level(self) -> Level:
        """The level of its rule."""
        return self.rule.level

    @property
    def touches(self) -> tuple[str, ...]:
        """The ids whose answers it explains."""
        return self.change.touches or (self.change.subject.partition(" ")[0],)


def shown(value: Any) -> str:
    """Return a value as a message shows it: texts bare, what is missing as such, and the rest as JSON."""
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return ", ".join(value) or "none"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
