"""How many columns of a screen a text takes."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_NONE = {"Mn", "Me", "Cf"}
"""Categories of characters that take no column of their own."""


def cell_len(text: str) -> int:
    """Return the columns that a text takes: wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if category(character) in _NONE:
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1


def chopped(word: str, width: int) -> list[str]:
    """Return a word in pieces of at most so many columns."""
    pieces = [""]
    room = width
    for character in word:
        room -= _width(character)
        if room < 0 and pieces[-1]:
            pieces.append("")
            room = width - _width(character)
        pieces[-1] += character
    return pieces
