"""Outlines payloads: their fields, and of the values in them those that the rules mention.

No answer depends on other values, such as ids and names, but for what is copied from the payload. So two
payloads of one outline have the same answer, which need be found only once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any

from linkcodes._packaged import packaged
from linkcodes._runtime.results import Given
from linkcodes._runtime.rules import PROVIDERS, core, respelled

_MOST = 100
"""Parts of an outline: those of larger payloads would be long, and rarely the same."""
_MOST_FIELDS = 30
_LONGEST_NAME = 60
_STATUSES = range(1_000)
_BOOLEANS = {True: "true", False: "false"}
"""What represents them, as 1 equals True; a text of this kind comes with its type."""
_END = ()


def outline(data: Any, known: Given, depth: int) -> tuple[Hashable, ...] | None:
    """Return what an answer about a payload depends on; None if that may be much, or of an unusual type."""
    if type(data) is not dict or known.payload or known.operation or known.provider not in _PROVIDERS:
        return None
    if known.http_status is not None and known.http_status not in _STATUSES:
        return None
    parts: list[Any] = [known, depth]
    return tuple(parts) if _add(data, parts, *mentioned()) else None


_PROVIDERS = (None, *PROVIDERS)


def _add(place: Any, parts: list[Any], mentioned: frozenset[str | int], least: int) -> bool:
    """Add what is in an object or a list to an outline; say whether that was possible."""
    if len(place) > _MOST_FIELDS or len(parts) > _MOST:
        return False
    kind = type(place)
    parts.append(kind)
    for name, value in tuple(place.items() if kind is dict else enumerate(place)):
        if kind is dict:
            if type(name) is not str or len(name) > _LONGEST_NAME:
                return False
            parts.append(name)
        of = type(value)
        if of is str:
            parts.append(value if value in mentioned or len(value) < least else str)
        elif of is dict or of is list:
            if not _add(value, parts, mentioned, least):
                return False
        elif of is int:
            parts.append(value if value in _STATUSES or value in mentioned else int)
        elif of is bool:
            parts += bool, _BOOLEANS[value]
        elif value is None:
            parts.append(None)
        else:
            return False
    parts.append(_END)
    return True


@cache
def mentioned() -> tuple[frozenset[str | int], int]:
    """Return the texts and numbers that the rules mention, and the length that a text must have somewhere."""
    rules = [packaged(f"rules/{provider}") for provider in PROVIDERS]
    found = {"", *_scalars([core(), rules])}
    others = {other for value in found if (other := respelled(value)) is not None}
    return frozenset(found | others), max((each["bodies"]["min_length"] for each in rules), default=0)


def _scalars(place: Any) -> Iterator[str | int]:
    if type(place) is dict or type(place) is list:
        for inner in place.values() if type(place) is dict else place:
            yield from _scalars(inner)
    elif type(place) is str or type(place) is int:
        yield place
