"""What names a provider: the fields, signs and values that no other API is likely to have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from codegen.model.decisions import Recognition
from codegen.model.wire import Mark, Recognize
from codegen.resolve.bodies import Schema, children
from codegen.text.pointer import steps_of

Record = dict[str, Any]
_DEEPEST = 5
"""Steps to a field that still speaks for a payload; what lies deeper belongs to other things."""


def points_of_sign(sign: Recognize, provider: str, recognition: Recognition) -> int:
    """Return how many points a sign gives: those of its most distinctive mark; none if any API has all."""
    return max(_points_of_mark(mark, provider, recognition) for mark in (sign, *sign.also))


def _points_of_mark(mark: Mark, provider: str, recognition: Recognition) -> int:
    if mark.equals is None:
        return max(points_of_field(step, provider, recognition) for step in steps_of(mark.pointer))
    if is_distinctive(mark.equals, recognition.common_words):
        return recognition.distinctive_value
    return recognition.compound_value if len(words_of(mark.equals)) > 1 else 0


def points_of_field(name: str, provider: str, recognition: Recognition) -> int:
    """Return how many points a field gives by its name."""
    if provider in words_of(name):
        return recognition.own_name
    return recognition.distinctive_field if is_distinctive(name, recognition.common_words) else 0


def is_plain(value: str | int, common: Collection[str]) -> bool:
    """Return whether a listed text is one that any API may send."""
    return isinstance(value, str) and not is_distinctive(value, common)


def marks(body: Schema, provider: str, recognition: Recognition) -> list[Record]:
    """Return `{path, points}` of each field that speaks for the payload by its name, each name once."""
    found: dict[str, Record] = {}
    for path in _fields(body, ()):
        points = points_of_field(path[-1], provider, recognition)
        if points and path[-1] not in found:
            found[path[-1]] = {"path": list(path), "points": points}
    return list(found.values())


def _fields(schema: Schema, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the path to every described field."""
    if len(above) >= _DEEPEST:
        return
    for steps, child in children(schema):
        below = _below(above, steps)
        if steps[0] == "properties":
            yield below
        yield from _fields(child, below)


def _below(above: tuple[str, ...], steps: tuple[str | int, ...]) -> tuple[str, ...]:
    if steps[0] == "properties":
        return (*above, str(steps[1]))
    return above if steps[0] == "anyOf" else (*above, "*")


_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters: `userExitIntent` has those of `user_exit_intent`."""
    return [word.lower() for word in _WORD.findall(name)]


def is_distinctive(name: str, common: Collection[str]) -> bool:
    """Return whether a name has several words, of which one at least is not common."""
    words = words_of(name)
    return len(words) > 1 and any(word not in common for word in words)
