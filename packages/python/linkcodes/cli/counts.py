"""Counts what codes are in logs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkcodes.cli.blocks import printable
from linkcodes.cli.masked import code_of
from linkcodes.runtime import Classification

MOST_CODES = 10_000
"""Different codes that are counted one by one: a log full of invented values must not fill the memory."""
NO_OUTCOME = "no_outcome"
"""The category of what says nothing about success or failure."""


class Key(NamedTuple):
    """What is counted as one."""

    provider: str
    vocabulary: str
    code: str | None
    """The value; None where a payload says by the lack of a code how it went."""
    known: bool
    category: str
    actor: str


class Counts:
    """What was found so far."""

    def __init__(self) -> None:
        self.codes: Counter[Key] = Counter()
        self.lines = self.empty = self.cut = 0

    def add(self, lines: int, cut: bool, found: Sequence[Sequence[Key]]) -> None:
        """Count some lines and, of those that have codes, what is in each."""
        self.lines += lines
        self.cut += cut
        self.empty += lines - len(found)
        self.codes.update(key for keys in found for key in keys)

    def merge(self, other: Counts) -> None:
        """Count what comes after; once there are many different codes, new ones count together."""
        self.lines += other.lines
        self.empty += other.empty
        self.cut += other.cut
        for key, count in other.codes.items():
            full = len(self.codes) >= MOST_CODES and key not in self.codes
            self.codes[key._replace(code="…") if full else key] += count

    def categories(self) -> list[tuple[str, int]]:
        """Return the counts by category, the most frequent first."""
        counts: Counter[str] = Counter()
        for key, count in self.codes.items():
            counts[key.category] += count
        return counts.most_common()


def keys_of(found: Iterable[Classification]) -> tuple[Key, ...]:
    """Return what each of some codes is counted as."""
    return tuple(map(_key, found))


def _key(item: Classification) -> Key:
    vocabulary = (item.vocabulary or "").rpartition(":")[2]
    category = str(item.category or NO_OUTCOME)
    code = None if item.raw is None else printable(code_of(item))
    return Key(item.provider or "", vocabulary, code, item.known, category, str(item.actor or ""))
