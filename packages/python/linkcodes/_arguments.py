"""Reads what callers know about an attempt, kindly, and never to the unsafe side."""

from __future__ import annotations

import math
import time
from email.utils import parsedate_to_datetime

from linkcodes._vocabulary import _plain

_LONGEST = 400
"""Characters of a number or a date; a text that is longer is neither."""


def attempts_of(value: object) -> int | None:
    """Return how many attempts were made: 1 if nothing says so; None if it cannot be read."""
    if value is None:
        return 1
    number = _number(value)
    if number is None or number != math.floor(number):
        return None
    return max(int(number), 1)


def truth_of(value: object) -> bool:
    """Return whether a value is true; what cannot say so counts as true."""
    try:
        return bool(value)
    except Exception:  # an object may raise anything
        return True


def seconds_of(value: object) -> int | None:
    """Return the whole seconds that a `Retry-After` asks for: a number, or the HTTP date at which it ends."""
    number = _number(value)
    if number is None and type(plain := _plain(value)) is str and len(plain) <= _LONGEST:
        number = _until(plain)
    return None if number is None or number < 0 else math.ceil(number)


def _number(value: object) -> float | int | None:
    """Return a finite number, also one written as text."""
    plain = value if type(value) is float else _plain(value)
    if type(plain) is str:
        plain = (
            int(plain) if plain.strip().isascii() and plain.strip().isdigit() and len(plain) < 16 else None
        )
    return plain if type(plain) in (int, float) and math.isfinite(plain) else None  # type: ignore[arg-type,return-value]


def _until(date: str) -> float | None:
    try:
        return max(parsedate_to_datetime(date).timestamp() - time.time(), 0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
