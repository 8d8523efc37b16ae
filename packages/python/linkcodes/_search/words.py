"""From a text to its words, as the index has them; `site/app/shared/words.ts` does the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

_CAMEL = re.compile(r"([a-z0-9])([A-Z])")
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f]")
"""Accents, and the vowel signs of Arabic: people leave them out."""
_BETWEEN = re.compile("[ \t\n\r\f\v\u00a0_.:\\-/]+")


class Stemmer:
    """Cuts texts into words, and words down to what their forms share."""

    def __init__(self, suffixes: Sequence[tuple[str, str, int]], fillers: Sequence[str]) -> None:
        self._suffixes = suffixes
        self._fillers = frozenset(fillers)

    def of(self, text: str) -> list[str]:
        """Return the stems of a text's words, fillers left out; all of them if there is nothing else."""
        words = _WORD.findall(folded(_CAMEL.sub(r"\1 \2", text)))
        telling = [word for word in words if word not in self._fillers]
        return [self.stem(word) for word in telling or words]

    def stem(self, word: str) -> str:
        """Return a word without its endings."""
        while True:
            shorter = self._shorter(word)
            if shorter == word:
                return word
            word = shorter

    def _shorter(self, word: str) -> str:
        for end, put, least in self._suffixes:
            if word.endswith(end) and len(word) - len(end) >= least:
                return word[: len(word) - len(end)] + put
        return word


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    small = text.lower()
    return small if small.isascii() else _MARKS.sub("", normalize("NFKD", small))


def squashed(text: str) -> str:
    """Return a text as values are compared: in small letters, without what separates words."""
    return _BETWEEN.sub("", text.lower())
