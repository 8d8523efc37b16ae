"""What a text must have for a pattern to be in it, so that few are looked for in most texts."""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_DIGITS = frozenset("0123456789")
_COMMON = frozenset(" .:-/")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


class Needs(NamedTuple):
    """What a text must have."""

    digits: int
    """How many digits."""
    signs: str
    """Signs of which it must have one; empty if it needs none."""


def needs(pattern: str) -> Needs:
    """Return what a text must have for a pattern to be in it."""
    parsed = list(_parser.parse(pattern))
    found = sorted(_signs(parsed), key=lambda signs: (bool(signs & _COMMON), len(signs), sorted(signs)))
    return Needs(_digits(parsed), "".join(sorted(found[0])) if found else "")


def _digits(sequence: Any) -> int:
    """Return how many digits must be there; what is looked at in advance may be the same ones."""
    ahead = [_digits(value[1]) for kind, value in sequence if kind is _constants.ASSERT]
    return max([sum(_digits_of(kind, value) for kind, value in sequence), *ahead])


def _digits_of(kind: Any, value: Any) -> int:
    if kind in _REPEATS:
        return int(value[0]) * _digits(value[2])
    if kind is _constants.SUBPATTERN:
        return _digits(value[3])
    if kind is _constants.BRANCH:
        return min(map(_digits, value[1]))
    chars = _chars(kind, value)
    return int(chars is not None and chars <= _DIGITS)


def _signs(sequence: Any) -> Iterator[frozenset[str]]:
    """Yield sets of signs of each of which one must be there."""
    for kind, value in sequence:
        if kind in _REPEATS and value[0]:
            yield from _signs(value[2])
        elif kind is _constants.SUBPATTERN:
            yield from _signs(value[3])
        elif kind is _constants.ASSERT:
            yield from _signs(value[1])
        elif kind is _constants.BRANCH:
            each = [min(_signs(branch), key=len, default=frozenset()) for branch in value[1]]
            if all(each):
                yield frozenset().union(*each)
        elif (chars := _chars(kind, value)) and not any(char.isalnum() or char == "_" for char in chars):
            yield chars


def _chars(kind: Any, value: Any) -> frozenset[str] | None:
    """Return the characters that a part of a pattern matches, if they are few."""
    if kind is _constants.LITERAL:
        return frozenset(chr(value))
    if kind is not _constants.IN:
        return None
    found = [
        _DIGITS
        if (inner, item) == (_constants.CATEGORY, _constants.CATEGORY_DIGIT)
        else frozenset(map(chr, range(item[0], item[1] + 1)))
        if inner is _constants.RANGE
        else frozenset(chr(item))
        if inner is _constants.LITERAL
        else None
        for inner, item in value
    ]
    return None if None in found else frozenset().union(*(chars for chars in found if chars))
