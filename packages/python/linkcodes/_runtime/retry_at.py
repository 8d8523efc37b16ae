"""Says when a call may be tried again, on the clock: by headers, messages and limits of a day."""

from __future__ import annotations

import math
import re
import time

from linkcodes._metadata.record import Record
from linkcodes._packaged import packaged
from linkcodes._runtime.arguments import number_of, seconds_of
from linkcodes._runtime.paths import first, is_array, walk
from linkcodes._vocabulary import _plain
from linkcodes._webhooks.headers import pairs_of, text_of

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_DAY = 86_400
_LONGEST_PAUSE = 31 * _DAY
"""The longest pause that is believed, in seconds: known limits are renewed each month at the latest."""
_LATEST = 8_000_000_000
"""Later is not now, in seconds since 1970."""
_EVERYONE = "retry-after"
_SECONDS = re.compile("[0-9]{1,9}")


def retry_after(
    answer: object = None, *, headers: object = None, message: object = None, now: object = None
) -> int | None:
    """Return how many seconds an answer asks you to wait, for `retry_after_s` of a plan. Never raises.

    None if it says nothing that can be believed. The longest counts of what `Retry-After`, the headers about
    limits and the messages say; where they say nothing, a limit of a day is over with the next day in UTC.

    `answer` is what `classify`, `decode` or `resolve_outcome` returned, or the body itself; it says whose
    headers they are, too. `headers` are a mapping, or pairs of name and value; `message` is a text that came
    beside, such as that of an error. `now` is a datetime, or seconds since 1970; else the clock says it.
    """
    at = _instant(now)
    whole = _part(answer, "decoded")
    whole = answer if whole is None else whole
    everyone, provider = packaged("pauses"), _text(_part(whole, "provider"))
    rules = [everyone[provider]] if provider in everyone else list(everyone.values())
    texts = [_text(text).lower() for text in (message, *_texts(whole))]
    said = [*_in_headers(rules, headers, at), *_in_texts(rules, texts)]
    asked = [seconds for seconds in said if seconds is not None and 0 < seconds <= _LONGEST_PAUSE]
    if asked:
        return max(asked)
    is_daily = any(part in text for each in rules for part in each["daily"] for text in texts)
    return math.ceil(_DAY - at % _DAY) if is_daily else None


def later(header: str | int | float | None, asked: int | None) -> str | int | float | None:
    """Return a `Retry-After` as it came, unless more is asked for."""
    return header if asked is None or (seconds_of(header) or 0) >= asked else asked


def retry_at(plan: object, *, now: object = None) -> str | None:
    """Return when the wait of a plan is over, such as `2026-03-31T12:00:00Z`. Never raises.

    None where the plan has none. Add up to `jitter_s` of the plan, so that clients do not return all at once.
    `now` is a datetime, or seconds since 1970; else the clock says it.
    """
    delay = seconds_of(_part(plan, "delay_s"))
    if delay is None:
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(math.ceil(_instant(now) + delay)))


def _instant(now: object) -> float:
    given = None if now is None else number_of(now) or _of_datetime(now)
    return given if given is not None and 0 < given < _LATEST else time.time()


def _of_datetime(now: Any) -> float | None:
    from datetime import UTC, datetime  # noqa: PLC0415 - it takes long to import

    try:
        found = now if issubclass(type(now), datetime) else None
        return found and (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except Exception:  # a zone may raise anything
        return None


def _part(holder: object, name: str) -> Any:
    """Return a field of a result, or of what has the form of one."""
    return getattr(holder, name, None) if issubclass(type(holder), Record) else first(holder, [(name,)])


def _text(value: object) -> str:
    return plain if type(plain := _plain(value)) is str else ""


def _in_headers(rules: list[Any], headers: object, now: float) -> Iterator[int | None]:
    """Yield what headers say; a reset counts unless calls are left."""
    sent = _sent(headers)
    yield from (seconds_of(value, now) for value in sent.get(_EVERYONE, ()))
    for rule in (item for each in rules for item in each["headers"]):
        if any((number_of(value) or 0) > 0 for value in sent.get(rule["left"], ())):
            continue
        for value in sent.get(rule["name"], ()):
            is_pause = rule["unit"] == "seconds"
            yield seconds_of(value, now) if is_pause else math.ceil((number_of(value) or 0) - now)


def _sent(headers: object) -> dict[str | None, list[object]]:
    """Return the values by their names, which are in one spelling."""
    found: dict[str | None, list[object]] = {}
    try:
        for name, value in pairs_of(headers):
            plain = text_of(name).lower().removeprefix("http_").replace("_", "-")
            values = value if isinstance(value, list | tuple) else (value,)
            found.setdefault(plain, []).extend(item if _is_number(item) else text_of(item) for item in values)
    except Exception:  # they are no headers, or objects that may raise anything
        return found
    return found


def _is_number(value: object) -> bool:
    return type(value) is int or type(value) is float


def _texts(whole: object) -> Iterator[object]:
    """Yield what came as text, and the texts of an object and of what is in its `data`."""
    is_result = _text(_part(whole, "matched_by")) != "" or is_array(_part(whole, "classifications"))
    for place in (*(() if is_result else (whole,)), _part(whole, "raw"), _part(whole, "data")):
        yield from (value for value in (place, *walk(place, ("*",))) if type(_plain(value)) is str)


def _in_texts(rules: Iterable[Any], texts: list[str]) -> Iterator[int]:
    for before, after in (pair for each in rules for pair in each["texts"]):
        for part in (part for text in texts for part in text.split(before)[1:]):
            digits = _SECONDS.match(part)
            if digits and part.startswith(after, digits.end()):
                yield int(digits[0])
