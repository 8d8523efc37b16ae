"""Splits bytes into words. What is no ordinary word is looked for first: few lines of a log have it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence

Words = Sequence[bytes]


def _only(kept: str) -> bytes:
    """Return a table for `bytes.translate` that turns all else into spaces; no expression is as fast."""
    return bytes(code if chr(code) in kept else ord(" ") for code in range(256))


_WORD = string.ascii_letters + string.digits + "_"
WORDS = _only(_WORD)
WORDS_OF_LINES = _only(_WORD + "\n")
_DOTTED = _only(_WORD + ".")
OWN_LOOK = re.compile(r"[_.]|[a-z][A-Z]")
"""What no ordinary word has: `_`, `.`, or a capital after a small letter."""


def words_in(text: bytes) -> list[bytes]:
    """Return the words of a text."""
    return text.translate(WORDS).split()


def dotted_words_in(text: bytes) -> list[bytes]:
    """Return the words of a text, where a period belongs to a word unless a space comes after it."""
    return text.translate(_DOTTED).replace(b". ", b" ").split()


def longest_words(texts: Iterable[str]) -> frozenset[bytes]:
    """Return the longest word of each text: where the text is, its longest word is, too."""
    words = (text.encode().translate(_DOTTED).split() for text in texts)
    return frozenset(max(found, key=len) for found in words if found)
