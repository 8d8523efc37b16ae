"""What a text must have for a pattern to be in it, so that few are looked for in most texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_DIGITS = frozenset("0123456789")
_COMMON = " .:-/"
_TELLING = 3
"""Characters from which a word is rarer than a sign."""
_MOST = 24
"""Words that are looked for, at most."""
_MOST_CHARS = 8
"""Characters at one place that make as many words, at most."""
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


def solid(pattern: str) -> int:
    """Return how many letters, digits and signs of random text, at least, a text must have in a row."""
    return _solid(list(_parser.parse(pattern)))


_SOLID = frozenset("+-/=")


def _solid(sequence: Any) -> int:
    return max((_solid_of(kind, value) for kind, value in sequence), default=0)


def _solid_of(kind: Any, value: Any) -> int:
    if kind in _REPEATS:
        is_one = len(value[2]) == 1 and _is_solid(*value[2][0])
        return int(value[0]) if is_one else 0
    if kind is _constants.SUBPATTERN:
        return _solid(value[3])
    return min(map(_solid, value[1])) if kind is _constants.BRANCH else 0


def _is_solid(kind: Any, value: Any) -> bool:
    """Say whether a part is nothing but letters, digits and these signs."""
    if kind is not _constants.IN:
        return False
    word = (_constants.CATEGORY, _constants.CATEGORY_WORD)
    signs = ((_constants.LITERAL, ord(sign)) for sign in _SOLID)
    return {*value} <= {word, *signs}


def _commonness(words: frozenset[str]) -> tuple[Any, ...]:
    """Rank words by how many texts have one of them: long ones are rare, and so are most signs."""
    letters, shortest = min(len(word.strip(_COMMON)) for word in words), min(map(len, words))
    return letters < _TELLING, shortest == 1, letters == 0, len(words), -shortest, sorted(words)


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
    """Yield sets of words or signs of each of which one must be there; what is side by side is one word."""
    words = _NO_WORD
    for kind, value in [*sequence, (None, None)]:
        if kind in _ASIDE:
            yield from _words_inside(kind, value)
            words = _behind(kind, value) if words == _NO_WORD else words
            continue
        texts = _texts(kind, value)
        longer = _ends_of(word + text for word in words for text in texts or ())
        if not texts or len(longer) > _MOST:
            yield from _telling(words)
            longer = texts or _NO_WORD
        if not texts:
            yield from _words_inside(kind, value)
        words = longer


_NO_WORD = frozenset({""})


def _behind(kind: Any, value: Any) -> frozenset[str]:
    """Return what must be right before what comes next, if that is little."""
    looks_back = kind is _constants.ASSERT and value[0] < 0
    return (_joined(value[1]) if looks_back else None) or _NO_WORD


def _ends_of(words: Iterable[str]) -> frozenset[str]:
    """Return words without those that end with another one."""
    found = frozenset(words)
    return frozenset(word for word in found if not any(map(word.endswith, found - {word})))


def _telling(words: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield words if they say something: short ones without a sign are in most texts."""
    if all(len(word) >= _TELLING or (word and not all(map(_is_letter, word))) for word in words):
        yield frozenset(word for word in words if not any(other in word for other in words - {word}))


def _texts(kind: Any, value: Any) -> frozenset[str] | None:
    """Return all that a part of a pattern matches, in small letters, if that is little."""
    if kind is _constants.SUBPATTERN:
        return _joined(value[3])
    if kind is _constants.BRANCH:
        each = [_joined(branch) for branch in value[1]]
        return _few(frozenset[str]().union(*(texts for texts in each if texts))) if all(each) else None
    if kind is _constants.MAX_REPEAT and value[:2] == (0, 1):
        inner = _joined(value[2])
        return _few(inner | _NO_WORD) if inner else None
    chars = _chars(kind, value)
    return frozenset(map(str.lower, chars)) if chars and len(chars) <= _MOST_CHARS else None


def _joined(sequence: Any) -> frozenset[str] | None:
    """Return all that a sequence matches; what it looks at may only rule some of that out."""
    found = _NO_WORD
    for kind, value in sequence:
        if kind in _ASIDE:
            continue
        texts = _texts(kind, value)
        if texts is None:
            return None
        found = frozenset(text + more for text in found for more in texts)
        if not _few(found):
            return None
    return found


def _few(texts: frozenset[str]) -> frozenset[str] | None:
    return texts if len(texts) <= _MOST else None


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
            yield from _telling(frozenset[str]().union(*each))


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
