"""The shapes that codes have, and where a value is in a text that may have lost its spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from codegen.maintain.drift.page import SavedPage

Shape = Literal[
    "number", "upper", "UPPER", "lower", "snake", "dotted", "kebab", "camel", "Pascal", "Word", "phrase", ""
]
_SHAPES: tuple[tuple[Shape, str], ...] = (
    ("number", r"\d{1,9}"),
    ("UPPER", r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+"),
    ("upper", r"[A-Z][A-Z0-9]+"),
    ("snake", r"[a-z][a-z0-9]*(_[a-z0-9]+)+"),
    ("lower", r"[a-z][a-z0-9]+"),
    ("dotted", r"[A-Za-z]\w*(\.[A-Za-z]\w*)+"),
    ("kebab", r"[a-z][a-z0-9]*(-[a-z0-9]+)+"),
    ("camel", r"[a-z]+[0-9]*([A-Z][A-Za-z0-9]*)+"),
    ("Word", r"[A-Z][a-z]+"),
    ("Pascal", r"([A-Z][a-z0-9]+){2,}"),
    ("phrase", r"[A-Za-z]\w*( (- )?\w+){1,4}"),
)
_COMPILED = [(shape, re.compile(pattern)) for shape, pattern in _SHAPES]
SEPARATED: frozenset[Shape] = frozenset(("snake", "dotted", "kebab"))
"""Shapes of several words with a sign between them: no ordinary word looks like them."""
PLAIN: frozenset[Shape] = frozenset(("lower", "Word", "phrase"))
"""Shapes that ordinary words have, too."""
LONGEST = 80
_STATUS = r"[1-5]\d\d"


@lru_cache(maxsize=100_000)
def shape_of(word: str) -> Shape:
    """Return the shape of a word; empty for one that no code has."""
    if len(word) > LONGEST:
        return ""
    return next((shape for shape, pattern in _COMPILED if pattern.fullmatch(word)), "")


def occurrences(page: SavedPage, value: str) -> Iterator[tuple[int, int, int]]:
    """Yield (index of the line, start, end) for each place of a value, be it glued to its neighbors.

    A number counts only where it is a whole cell of a table or begins a line: elsewhere it may be any.
    """
    shape = shape_of(value)
    if shape == "number":
        yield from ((line, start, start + len(value)) for line, start in page.numbers.get(value, ()))
    elif value in page.text:
        for found in _pattern(value).finditer(page.text):
            if _stands_alone(found, shape, page.words):
                line, start = page.position(found.start("value"))
                yield line, start, start + len(value)


@lru_cache(maxsize=20_000)
def _pattern(value: str) -> re.Pattern[str]:
    core = f"(?P<value>{re.escape(value)})"
    if not re.fullmatch(r"[A-Z][A-Z0-9_]*", value):
        return re.compile(
            rf"(?<![\w.-])(?P<left>[A-Za-z]{{0,20}}){core}(?P<right>[A-Za-z]{{0,20}})(?![\w-]|\.\w)"
        )
    compound = "_" in value
    left = rf"(?<![A-Za-z0-9_])|(?<=[A-Za-z]{_STATUS})|(?<=\b{_STATUS})"
    right = rf"(?=[A-Z][a-z'’])|(?=[AI] )|(?={_STATUS}(?!\d))"
    if compound:  # it cannot be a part of an ordinary word, and two cells may contain it
        left, right = rf"{left}|(?<=[a-z])|(?<={value})", rf"{right}|(?![A-Z0-9_])|(?={value})"
    else:
        right = rf"{right}|(?![A-Za-z0-9_])"
    return re.compile(rf"(?:{left})(?P<left>){core}(?P<right>)(?:{right})")


def _stands_alone(found: re.Match[str], shape: Shape, words: frozenset[str]) -> bool:
    """Say if what is glued to a value is a word of its own, rather than a part of a longer value."""
    left, right = found["left"], found["right"]
    if not left and not right:
        return True
    if shape in PLAIN or not shape:
        return False
    begins_text = right[:1].isupper() and shape in SEPARATED
    return (not left or left in words) and (not right or right in words or begins_text)
