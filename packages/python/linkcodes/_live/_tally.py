"""Counts what was found, in bounded memory, so that counts of parts can be added up."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from linkcodes._live._judge import Judged, Novelty

_MOST = 100
"""Different things that are counted one by one at a place of a payload; what is beyond is counted as one."""
_MOST_PLACES = 1_000
"""Places of one payload at which they are."""
_REST = "…"


class Seen:
    """How often something was seen, when first and last, and where first."""

    __slots__ = ("count", "first", "last", "place", "types")

    def __init__(self) -> None:
        self.count = 0
        self.first: str | None = None
        self.last: str | None = None
        self.place = ""
        self.types: set[str] = set()

    def add(self, count: int, first: str | None, last: str | None) -> None:
        """Count it again."""
        self.count += count
        self.first = min((time for time in (self.first, first) if time), default=None)
        self.last = max((time for time in (self.last, last) if time), default=None)


class PayloadSeen(Seen):
    """The same of a payload, and how many bodies each schema accepts."""

    __slots__ = ("strict", "valid")

    def __init__(self) -> None:
        super().__init__()
        self.valid = self.strict = 0


class NoveltyPlace(NamedTuple):
    """One place of a payload at which one kind of thing is found."""

    kind: str
    payload: str
    pointer: str


class Tally:
    """What was found so far."""

    def __init__(self) -> None:
        self.read = self.recognized = self.unreadable = 0
        self.whole = Seen()
        self.payloads: dict[str, PayloadSeen] = {}
        self.codes: dict[tuple[str, str | int], Seen] = {}
        self.drift: dict[Novelty, Seen] = {}
        self._places: Counter[NoveltyPlace] = Counter()
        self._kinds: Counter[tuple[str, str]] = Counter()

    def code(self, vocabulary: str, value: str | int) -> Seen:
        """Return the count of a listed value."""
        return self.codes.setdefault((vocabulary, value), Seen())

    def payload(self, judged: Judged, time: str | None) -> None:
        """Count a payload."""
        seen = self.payloads.setdefault(judged.payload, PayloadSeen())
        seen.add(1, time, time)
        seen.valid += judged.is_valid
        seen.strict += judged.is_strict

    def found(self, drift: Novelty) -> Seen:
        """Return the count of something new or wrong; where there is too much of it, that of the rest."""
        if drift not in self.drift:
            drift = self._kept(drift)
        return self.drift.setdefault(drift, Seen())

    def _kept(self, drift: Novelty) -> Novelty:
        place = NoveltyPlace(drift.kind, drift.payload, drift.pointer)
        if place not in self._places and self._kinds[drift.kind, drift.payload] >= _MOST_PLACES:
            place = place._replace(pointer=f"/{_REST}")
        full = place.pointer != drift.pointer or self._places[place] >= _MOST
        kept = Novelty(*place, drift.vocabulary, _REST if drift.value else None) if full else drift
        if kept not in self.drift:
            self._kinds[drift.kind, drift.payload] += place not in self._places
            self._places[place] += 1
        return kept
