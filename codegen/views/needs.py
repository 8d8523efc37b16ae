"""What a text must have for a pattern to be in it, so that few are looked for in most texts."""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_DIGITS = frozenset("0123456789")
_COMMON = frozenset(" .:-/")
_TELLING = 3
"""Characters from which a word is rarer than a sign."""
_MOST = 16
"""Words that are looked for, at most."""
_ASIDE = (_constants.ASSERT, _constants.ASSERT_NOT)
"""What is looked at, and passed over."""
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


class Needs(NamedTuple):
    """What a text must have."""

    digits: int
    """How many digits."""
    run: int
    """How many of them in a row."""
    words: tuple[str, ...]
    """Words or signs, in small letters, of which it must have one; empty if it needs none."""


def needs(pattern: str) -> Needs:
    """Return what a text must have for a pattern to be in it."""
    parsed = list(_parser.parse(pattern))
    few = (words for words in _words(parsed) if len(words) <= _MOST)
    found = min(few, key=_commonness, default=frozenset[str]())
    return Needs(_digits(parsed), _run(parsed), tuple(sorted(found)))


def _commonness(words: frozenset[str]) -> tuple[Any, ...]:
    """Rank words by how many texts have one of them: long ones are rare, and so are most signs."""
    shortest = min(map(len, words))
    return shortest < _TELLING, bool(words & _COMMON), len(words), -shortest, sorted(words)


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


def _run(sequence: Any) -> int:
    """Return how many digits must be there in a row."""
    longest = run = 0
    for kind, value in sequence:
        inner = _digits_of(kind, value) if _is_digits(kind, value) else 0
        run = run + inner if inner else run if kind in _ASIDE else 0
        longest = max(longest, run, _run_inside(kind, value))
    return longest


def _is_digits(kind: Any, value: Any) -> bool:
    """Say whether a part is nothing but digits."""
    if kind in _REPEATS:
        return len(value[2]) == 1 and _is_digits(*value[2][0])
    chars = _chars(kind, value)
    return chars is not None and chars <= _DIGITS


def _run_inside(kind: Any, value: Any) -> int:
    if kind in _REPEATS:
        return _run(value[2]) if value[0] else 0
    if kind is _constants.SUBPATTERN:
        return _run(value[3])
    if kind is _constants.ASSERT:
        return _run(value[1])
    return min(map(_run, value[1])) if kind is _constants.BRANCH else 0


def _words(sequence: Any) -> Iterator[frozenset[str]]:
    """Yield sets of words or signs of each of which one must be there."""
    word = ""
    for kind, value in [*sequence, (None, None)]:
        if kind is _constants.LITERAL:
            word += chr(value).lower()
        elif kind not in _ASIDE:
            if len(word) >= _TELLING or (word and not all(map(_is_letter, word))):
                yield frozenset({word})
            word = ""
        yield from _words_inside(kind, value)


def _words_inside(kind: Any, value: Any) -> Iterator[frozenset[str]]:
    if kind in _REPEATS and value[0]:
        yield from _words(value[2])
    elif kind is _constants.SUBPATTERN:
        yield from _words(value[3])
    elif kind is _constants.ASSERT:
        yield from _words(value[1])
    elif kind is _constants.BRANCH:
        each = [min(_words(branch), key=_commonness, default=frozenset[str]()) for branch in value[1]]
        if all(each):
            words = frozenset[str]().union(*each)
            yield frozenset(word for word in words if not any(other in word for other in words - {word}))
    elif kind is _constants.IN and (chars := _chars(kind, value)) and not any(map(_is_letter, chars)):
        yield chars


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


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
