"""Counts the codes in blocks of a log, each kind of line read once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from linkcodes._runtime.nearly import nearly_in
from linkcodes._runtime.read import json_values
from linkcodes._runtime.space import SPACE
from linkcodes.cli.counts import Counts, Key, keys_of
from linkcodes.cli.files import LogBlock
from linkcodes.cli.line_filter import LineFilter, evidence
from linkcodes.cli.line_mask import LineMask
from linkcodes.cli.line_shape import NO_SHAPE, LineShape, Shaper
from linkcodes.cli.recognize import Recognizer, is_structured
from linkcodes.cli.words import Words

Keys = tuple[Key, ...]
Details = tuple[str | int, ...]
_MOST_ANSWERS = 4_000


class _Told(NamedTuple):
    """What is known of lines of one shape."""

    details: tuple[int, ...]
    """The places of the details that count."""
    answers: dict[Hashable, Keys]
    """By these details, the codes."""
    has_payload: bool
    """Whether there is a payload in them. Otherwise `decode` also reads what is only nearly JSON."""


class LineReader:
    """Knows what was in lines before."""

    def __init__(self, provider: str | None = None) -> None:
        """`provider`: whose log it is, as for `Recognizer`."""
        self._recognizer = Recognizer(provider)
        words = ((word.decode(),) for word in self._recognizer.words)
        self._filter = LineFilter(words if provider else evidence())
        self._shaper = Shaper(self._words_in)
        self._mask = LineMask()
        self._by_mask: dict[bytes, Keys] = {}
        self._told: dict[Hashable, _Told] = {}
        self._answers = 0

    def count(self, block: LogBlock) -> Counts:
        """Return what is in a block."""
        lines, counts = block.lines(), Counts()
        end = b"\n" if block.text.endswith(b"\n") else b""  # before it, a period is no part of a word
        found = (self.keys(line + end, words) for line, words in self._filter.candidates(block.text, lines))
        counts.add(len(lines), block.cut, [*filter(None, found)])
        return counts

    def keys(self, line: bytes, words: Words) -> Keys:
        """Return what is counted of a line, whose words are known."""
        masked = self._mask.masked(line)
        found = self._by_mask.get(masked) if masked else None
        if found is None:
            found, details = self._read(line, words)
            if masked and details is not None and self._mask.hides_nothing_of(details):
                self._by_mask[masked] = found
                self._remembered()
        return found

    def _read(self, line: bytes, words: Words) -> tuple[Keys, Details | None]:
        """Return what is counted of a line, and the details on which that depends, if they are known."""
        distinctive = self._recognizer.distinctive(line, words)
        if not self._recognizer.is_worth_reading(line, words, distinctive):
            return (), ()
        shape = self._shape(line, distinctive)
        if shape is None:
            return keys_of(self._recognizer.read(line, distinctive)), None
        key = distinctive, self._recognizer.senders(line, distinctive), shape.parts
        told = self._told.get(key) or self._learn(key, shape)
        if not told.has_payload and _may_be_nearly_json(line):
            return keys_of(self._recognizer.read(line, distinctive)), None
        details = tuple([shape.details[place] for place in told.details])
        found = told.answers.get(details)
        if found is None:
            found = keys_of(self._recognizer.read(line, distinctive))
            told.answers[details] = found
            self._remembered()
        return found, details

    def _shape(self, line: bytes, distinctive: frozenset[bytes]) -> LineShape | None:
        if not is_structured(line):
            return NO_SHAPE
        return self._shaper.shape(line, [word.decode() for word in distinctive])

    def _words_in(self, text: str) -> list[str]:
        return [word.decode() for word in self._recognizer.distinctive_in(text)]

    def _learn(self, key: Hashable, shape: LineShape) -> _Told:
        """Find out which details count: those in payloads."""
        payloads = [each for each in shape.objects if self._recognizer.is_payload(each[0])]
        places = {place for _, start, end in payloads for place in range(start, end)}
        told = self._told[key] = _Told(tuple(sorted(places)), {}, bool(payloads))
        return told

    def _remembered(self) -> None:
        """Forget all once it is much."""
        self._answers += 1
        if self._answers >= _MOST_ANSWERS:
            self._told.clear()
            self._by_mask.clear()
            self._answers = 0


def _may_be_nearly_json(line: bytes) -> bool:
    """Say whether a line is more than JSON without escapes, and has something in brackets."""
    text = line.decode("utf-8", "replace").strip(SPACE)
    first = next(json_values(text), None)
    if first and first.whole and "\\" not in text:
        return False
    return any(True for _ in nearly_in(text))
