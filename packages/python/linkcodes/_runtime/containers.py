"""Finds the body of an answer, and its HTTP status, in what clients of HTTP throw or log around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from linkcodes._runtime.paths import is_array, is_object, walk
from linkcodes._runtime.read import json_whole, text_of
from linkcodes._vocabulary import _plain

_ANSWERS = ("response", "res", "http_response", "httpResponse")
"""The fields in which an error has the answer: axios, got, requests, Faraday, Guzzle."""
_ERRORS = ("error", "err", "cause", "exception", "originalError", "reason")
"""The fields in which something has the error."""
_BODIES = (
    "data", "body", "response_body", "responseBody", "response_data", "responseData", "responseText",
    "content", "text", "json", "payload",
)  # fmt: skip
"""The fields in which an answer has its body."""
_STATUSES = (
    "status", "statusCode", "status_code", "http_status", "httpStatus", "http_code", "httpCode",
    "response_status", "responseStatus", "response_code", "responseCode", "code",
)  # fmt: skip
_FIELDS = (*_ANSWERS, *_ERRORS, *_BODIES)
_MOST = 30
"""How many objects are looked into."""
_LONGEST = 1_000_000
"""Characters of a body that is a text."""
_STATUS = re.compile(r"[1-5][0-9]{2}")


class AnswerBody(NamedTuple):
    """What may be the body of an answer: an object, a list or a text, and the status of the answer."""

    value: Any
    http_status: int | None


class _AnswerPlace(NamedTuple):
    value: Any
    http_status: int | None
    is_answer: bool
    """Whether something says that it is an answer: a status, or the name of the field that it is in."""


def bodies_in(data: Any) -> Iterator[AnswerBody]:
    """Yield what may be the body of an answer, the outer ones first, where something says that it is one."""
    waiting = [_AnswerPlace(data, None, is_answer=False)]
    for place in _taken(waiting):
        status = _status_in(place.value)
        is_answer = place.is_answer or status is not None
        status = place.http_status if status is None else status
        for name in _FIELDS:
            value = next(map(_opened, walk(place.value, (name,))), None)
            is_text = type(value) is str
            if is_answer and value is not None and (name in _BODIES or not is_text):
                yield AnswerBody(value, status)
            if value is not None and not is_text:
                waiting.append(_AnswerPlace(value, status, is_answer or name in _ANSWERS))


def _taken(waiting: list[_AnswerPlace]) -> Iterator[_AnswerPlace]:
    for number in range(_MOST):
        if number == len(waiting):
            return
        yield waiting[number]


def _opened(value: Any) -> Any:
    """Return an object or a list, also one that is JSON in a text, else the text; None for all else."""
    if is_object(value) or is_array(value):
        return value
    text = text_of(value)
    if not text or len(text) > _LONGEST:
        return None
    parsed = json_whole(text)
    return text if parsed is None else parsed


def _status_in(place: Any) -> int | None:
    found = (_status(value) for name in _STATUSES for value in walk(place, (name,)))
    return next((status for status in found if status is not None), None)


def _status(value: Any) -> int | None:
    plain = _plain(value)
    if type(plain) is str and _STATUS.fullmatch(plain):
        return int(plain)
    return plain if type(plain) is int and 100 <= plain < 600 else None
