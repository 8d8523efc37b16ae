"""Reads what callers know about an attempt, kindly, and never to the unsafe side."""

from __future__ import annotations

import math
import re
import time

from linkcodes._runtime.space import SPACE
from linkcodes._vocabulary import _plain

_DIGITS = re.compile(r"[0-9]+")
_LONGEST_NUMBER = 15
_LONGEST_DATE = 400
"""Characters; a text that is longer is no number or date."""
_LONGEST_WAIT = 1_000_000_000
"""The longest wait that is believed, in seconds: over thirty years."""


def attempts_of(value: object) -> int | None:
    """Return how many attempts were made: 1 if nothing says how many; None if it cannot be read."""
    if value is None:
        return 1
    number = number_of(value)
    if number is None or number != math.floor(number):
        return None
    return max(int(number), 1)


def truth_of(value: object) -> bool:
    """Return whether a value is true, as JavaScript has it: every object and array is.

    What cannot say so counts as true.
    """
    try:
        return bool(value) or issubclass(type(value), dict | list)
    except Exception:  # an object may raise anything
        return True


def seconds_of(value: object, now: float | None = None) -> int | None:
    """Return the whole seconds that a `Retry-After` asks for: a number, or the HTTP date at which it ends.

    `now` is in seconds since 1970; without it, the clock says it.
    """
    number = number_of(value)
    if number is None and type(plain := _plain(value)) is str and len(plain) <= _LONGEST_DATE:
        number = _until(plain.strip(SPACE), time.time() if now is None else now)
    return None if number is None or number < 0 else min(math.ceil(number), _LONGEST_WAIT)


def number_of(value: object) -> float | int | None:
    """Return a finite number, also one written in digits."""
    plain = value if type(value) is float else _plain(value)
    if type(plain) is str and len(plain) <= _LONGEST_NUMBER and _DIGITS.fullmatch(plain.strip(SPACE)):
        plain = int(plain.strip(SPACE))
    if type(plain) is not int and type(plain) is not float:
        return None
    try:
        return plain if math.isfinite(plain) else None
    except OverflowError:  # an integer beyond what a float can represent
        return None


def _until(date: str, now: float) -> float | None:
    """Read the one form in which HTTP dates are written today; a date that is over asks for no wait."""
    from datetime import UTC  # noqa: PLC0415
    from email.utils import format_datetime, parsedate_to_datetime  # noqa: PLC0415 - it takes long to import

    try:
        moment = parsedate_to_datetime(date)
        is_http_date = moment.tzinfo is UTC and format_datetime(moment, usegmt=True) == date
        return max(moment.timestamp() - now, 0) if is_http_date else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
