"""What is looked at: bodies, and what is known about each besides."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

_SINCE, _UNTIL = 2000, 2100
"""The years between which a time is believed."""
_DIGITS = 9
"""Digits of the seconds since 1970 that are looked at, less one; three more each count smaller parts."""
_PARTS = 4
"""Seconds, milli-, micro- and nanoseconds."""
_LONGEST = 40


class LiveBody(NamedTuple):
    """A body, and what is known about it besides."""

    body: Any
    """The parsed body, its JSON as text or bytes, a URL, or a line of a log that has one of these in it."""
    provider: str | None = None
    """Id of the provider that it is from."""
    payload: str | None = None
    """Local id of the payload that it is."""
    time: object = None
    """When it was sent: ISO 8601, a date as in mail, seconds since 1970 or smaller parts, or a datetime."""
    place: str = ""
    """Where it was found, such as `app.log:12`."""


def instant(time: object) -> str | None:
    """Return a time as `2026-03-31T12:00:00Z`; None if it is none. What says no zone is in UTC."""
    try:
        found = time if isinstance(time, datetime) else _read(time)
        if found is None:
            return None
        utc = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        return f"{utc:%Y-%m-%dT%H:%M:%SZ}" if _SINCE <= utc.year < _UNTIL else None
    except (ValueError, OverflowError, OSError):
        return None


def _read(time: object) -> datetime | None:
    if isinstance(time, int | float) and not isinstance(time, bool):
        return _counted(time)
    text = str(time).strip() if isinstance(time, str) and len(time) <= _LONGEST else ""
    if not text:
        return None
    if text.replace(".", "", 1).isdecimal():
        return _counted(float(text))
    try:
        return datetime.fromisoformat(text.replace(",", "."))
    except ValueError:
        return parsedate_to_datetime(text)


def _counted(number: float) -> datetime | None:
    """Return the time that a count since 1970 means, whatever it counts; its digits tell."""
    parts = max(0, (len(str(int(number))) - _DIGITS) // 3)
    return datetime.fromtimestamp(number / 1000**parts, UTC) if parts < _PARTS else None
