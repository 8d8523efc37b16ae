"""Follows declared paths into payloads of any kind, without trusting them.

A `dict` or `list` is read by the methods of `dict` and `list`, whatever a subclass makes of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

PLACES = 1_000
"""How many places are followed at each step of a path."""
_INDEX = re.compile("0|[1-9][0-9]{0,9}")
_NO_INDEX = 2**32 - 1


def is_object(value: object) -> bool:
    """Return whether a value is a mapping; its type decides, not what it says about itself."""
    return issubclass(type(value), dict) or _is_mapping(type(value))


def is_array(value: object) -> bool:
    """Return whether a value is a list or a tuple."""
    return issubclass(type(value), (list, tuple))


def walk(root: Any, path: Iterable[str]) -> list[Any]:
    """Return what is at a path; a `*` in it is each entry of an array and each value of an object."""
    place = root
    try:
        for step in path:
            if type(place) is not dict or step == "*":
                return _walked(root, path)
            place = place[step]
    except Exception:  # it is missing, or a key cannot be compared
        return []
    return [place]


def _walked(root: Any, path: Iterable[str]) -> list[Any]:
    places = [root]
    for step in path:
        if len(places) == 1 and step != "*":  # nearly always; the rest is for lists
            places = _field(places[0], step)
        else:
            places = list(islice(_below(places, step), PLACES))
    return places


def shows(root: Any, path: Iterable[str], wanted: object) -> bool:
    """Say whether a path leads to something or, where a value is wanted, to that value of that type."""
    found = walk(root, path)
    return bool(found) if wanted is None else any(type(it) is type(wanted) and it == wanted for it in found)


def first(root: Any, paths: Iterable[Iterable[str]]) -> Any:
    """Return the first value that is not None at one of some paths; None if there is none."""
    found = (value for path in paths for value in walk(root, path))
    return next((value for value in found if value is not None), None)


def size(value: Any) -> int:
    """Return how many fields or items something has, or zero if it cannot say."""
    kind = next((each for each in (dict, list, tuple) if issubclass(type(value), each)), None)
    try:
        return kind.__len__(value) if kind else max(len(value), 0)
    except Exception:
        return 0


def numbers_first(names: Iterable[Any]) -> list[Any]:
    """Return names of fields in the order of JavaScript: small integers first, by their size."""
    return sorted(names, key=_number)


def _number(name: object) -> float:
    is_number = type(name) is str and _INDEX.fullmatch(name) and int(name) < _NO_INDEX
    return int(name) if is_number else math.inf  # type: ignore[call-overload]


def _below(places: list[Any], step: str) -> Iterator[Any]:
    for place in places:
        yield from _entries(place) if step == "*" else _field(place, step)


def _field(place: Any, name: str) -> list[Any]:
    """Return the value of a field, or nothing."""
    kind = type(place)
    try:
        if issubclass(kind, dict):
            return [dict.__getitem__(place, name)] if dict.__contains__(place, name) else []
        return [place[name]] if _is_mapping(kind) else []
    except Exception:  # a missing field, or a key that cannot be compared
        return []


def _entries(place: Any) -> list[Any]:
    kind = type(place)
    try:
        if issubclass(kind, list):
            return list.__getitem__(place, slice(PLACES))
        if issubclass(kind, tuple):
            return list(tuple.__getitem__(place, slice(PLACES)))
        if issubclass(kind, dict):
            names = numbers_first(islice(dict.keys(place), PLACES))
            return [dict.__getitem__(place, name) for name in names]
        return list(islice(place.values(), PLACES)) if is_object(place) else []
    except Exception:
        return []


def _has_names_alone(value: dict[Any, Any]) -> bool:
    try:
        return set(map(type, value)) <= {str}
    except Exception:  # a type of keys that cannot be hashed
        return False


def _is_mapping(kind: type) -> bool:
    try:
        return issubclass(kind, Mapping)
    except Exception:
        return False


def fields_of(value: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return the fields of an object; of a mapping that is no dictionary only those that are asked for."""
    if type(value) is dict and _has_names_alone(value):
        return value
    if issubclass(type(value), dict):
        return {name: item for name, item in dict.items(value) if type(name) is str}
    return {name: found[0] for name in names if (found := _field(value, name))}
