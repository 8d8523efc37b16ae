"""Finds the payloads in whatever came: the body itself, the items of a list, the inside of an envelope."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from linkcodes._live._judge import Judged, is_named, judge, strict_problems
from linkcodes._live._new_names import judge_new_name
from linkcodes._live._samples import LiveBody
from linkcodes._runtime.decode import decode
from linkcodes._runtime.paths import is_array, is_object
from linkcodes._runtime.read import json_values, text_of
from linkcodes._runtime.recognize import recognized
from linkcodes._runtime.rules import book
from linkcodes._validation.payloads import check_of
from linkcodes._vocabulary import _plain
from linkcodes.runtime import Decoded

_MOST_PARTS = 1_000
"""Values inside an envelope that are looked at."""
_TIMES = ("time", "timestamp", "@timestamp", "ts", "datetime", "date", "recorded_at", "eventTime")
"""The fields in which the record of a log says when it was written."""


class BodyContent(NamedTuple):
    """What is in one sample."""

    judged: list[Judged]
    """What is in its payloads."""
    loose: list[tuple[str, str | int]]
    """Listed codes outside of payloads, each with the full id of its vocabulary."""
    time: object
    """When it was sent, as far as the sample or its envelope says it."""


def find(sample: LiveBody) -> BodyContent:
    """Return what is in the payloads of a sample, and when it was sent."""
    decoded = decode(sample.body, provider=sample.provider, payload=sample.payload)
    judged = list(_judged(decoded, sample))
    if judged:
        return BodyContent(judged, [], decoded.time if sample.time is None else sample.time)
    values = _values(sample.body)
    judged = [item for value in values for item in _or_whole(value, list(_inside(value, sample)))]
    times = (_time(value) for value in values)
    time = sample.time if sample.time is not None else next((it for it in times if it is not None), None)
    return BodyContent(judged, [] if judged else list(_loose(decoded)), time)


def _judged(decoded: Decoded, sample: LiveBody) -> Iterator[Judged]:
    """Yield what is in the payloads that were recognized, or in one whose name is new."""
    found = list(_payloads(decoded, sample.payload))
    yield from (judge(item, sample.payload) for item in found)
    new = judge_new_name(decoded.data, sample.provider) if sample.provider and not found else None
    if new:
        yield new


def _payloads(decoded: Decoded, given: str | None) -> Iterator[Decoded]:
    """Yield a payload, and those of other kinds that are items in it; of a list, its items."""
    parts = [item for part in decoded.parts for item in _payloads(part, None)]
    if _is_one(decoded):
        if given is not None or _is_likely(decoded):
            yield decoded
        parts = [item for item in parts if item.payload != decoded.payload]
    yield from parts


def _is_one(decoded: Decoded) -> bool:
    """Say whether it is a payload itself; a list is named after its items."""
    if decoded.payload is None:
        return False
    return not decoded.parts or (is_object(decoded.data) and bool(recognized(decoded.data, decoded.given)))


def _is_likely(item: Decoded) -> bool:
    """Say whether it is the payload that it was taken for because of its sender or of its neighbors.

    It is if it names itself, or if its schema refuses one thing at most.
    """
    return is_named(item) or len(check_of(str(item.provider), str(item.payload))(item.data) or ()) <= 1


def _or_whole(envelope: Any, inside: list[Judged]) -> list[Judged]:
    """Return what was found inside, or all of it as the payload that it is once the provider is known."""
    for provider in dict.fromkeys(item.payload.partition(":")[0] for item in inside):
        whole = decode(envelope, provider=provider)
        if whole.payload is not None and not strict_problems(whole):
            return [judge(whole)]
    return inside


def _values(body: Any) -> list[Any]:
    if is_object(body) or is_array(body):
        return [body]
    text = text_of(body)
    return [found.value for found in json_values(text)] if text else []


def _inside(envelope: Any, sample: LiveBody) -> Iterator[Judged]:
    """Yield what is in the payloads inside an envelope, outer ones first; nothing of what is inside those."""
    waiting = deque([envelope])
    inner = sample._replace(payload=None)
    left = _MOST_PARTS
    while waiting and left > 0:
        value = waiting.popleft()
        for item in islice(value.values() if is_object(value) else value, left):
            left -= 1
            if is_array(item):
                waiting.append(item)
            elif is_object(item) or (isinstance(item, str) and _may_have_payload(item)):
                found = list(_judged(decode(item, provider=sample.provider), inner))
                yield from found
                waiting += () if found else _values(item)


def _may_have_payload(text: str) -> bool:
    return "{" in text or "://" in text


def _loose(decoded: Decoded) -> Iterator[tuple[str, str | int]]:
    for item in decoded.classifications:
        owner, value = book(item.provider), _plain(item.raw)
        if item.known and owner and value is not None:
            listed = owner.find(value, str(item.vocabulary).rpartition(":")[2])
            if listed:
                yield f"{owner.id}:{listed.vocabulary}", listed.record["value"]


def _time(envelope: Any) -> object:
    if not is_object(envelope):
        return None
    return next((envelope[name] for name in _TIMES if name in envelope), None)
