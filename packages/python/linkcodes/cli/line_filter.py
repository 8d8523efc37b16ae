"""Finds the lines of a log that may have codes. Most have none, so no more than their words is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linkcodes._runtime.rules import PayloadRules, books, core
from linkcodes.cli.words import OWN_LOOK, WORDS_OF_LINES, Words, words_in

_EVERYDAY = (
    b"accounts account user users status error payment id name type code login request requests transactions"
    b" transaction active success failed created updated pending connected connect removed added closed item"
    b" opened completed information invalid required reference results search country"
).split()
"""Words that many lines without codes have, the most usual first."""


class LineFilter:
    """Knows words of which a line with codes has some."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        """`texts`: groups, of which a line with codes has at least one whole."""
        groups = {frozenset(word for text in group for word in words_in(text.encode())) for group in texts}
        self._is_blind = frozenset() in groups
        self._seconds: dict[bytes, set[bytes]] = {}
        """Words that need a second one, by the first one."""
        self._alone: set[bytes] = set()
        for first, *others in (sorted(group, key=_rarity, reverse=True) for group in groups if group):
            self._alone.update(() if others else (first,))
            self._seconds.setdefault(first, set()).update(others[:1])
        self._first = frozenset(self._seconds)

    def candidates(self, text: bytes, lines: Sequence[bytes]) -> list[tuple[bytes, Words]]:
        """Return those of the lines of a text that may have codes, with their words.

        An escape, of JSON or of a URL, may hide words.
        """
        words = map(bytes.split, text.translate(WORDS_OF_LINES).split(b"\n"))
        if self._is_blind:
            return list(zip(lines, words, strict=False))
        misses, fits = self._first.isdisjoint, self._fits
        # One expression, as a call for each line would take as long as all that it does.
        return [
            (line, found) for line, found in zip(lines, words, strict=False)
            if (not misses(found) and fits(found)) or b"\\" in line or b"%" in line
        ]  # fmt: skip

    def _fits(self, words: Words) -> bool:
        """Say whether there is a word that is a group, or two words of one."""
        first = self._first.intersection(words)
        return not self._alone.isdisjoint(first) or any(
            not self._seconds[word].isdisjoint(words) for word in first
        )


def evidence() -> Iterator[Sequence[str]]:
    """Yield groups of texts: a line with codes without a named sender has one of the groups.

    A payload needs points that it gets for nothing else (`linkcodes._runtime.recognize`); outside of
    payloads, what counts is listed and no ordinary word.
    """
    rules = core()["recognition"]
    if rules["whole"] >= rules["likely"]:
        yield ()
    for book in books():
        texts = (value for value in book.listed if isinstance(value, str))
        yield from ((text,) for text in texts if text in book.telling or OWN_LOOK.search(text))
        for payload in book.payloads:
            yield from _points(payload)


def _points(payload: PayloadRules) -> Iterator[Sequence[str]]:
    for mark in payload.marks:
        yield [step for step in mark.path if step != "*"]
    for sign in payload.signs:
        values = [each for each in (sign.equals, *(equals for _, equals in sign.also)) if each is not None]
        if sign.points and values:
            yield values


def _rarity(word: bytes) -> tuple[int, bool, int, bytes]:
    usual = _EVERYDAY.index(word) if word in _EVERYDAY else len(_EVERYDAY)
    return usual, bool(OWN_LOOK.search(word.decode())), len(word), word
