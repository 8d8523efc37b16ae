"""Reads OTLP as JSON: the logs and spans that an OpenTelemetry collector writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linkcodes.cli.live.har import at, unpacked
from linkcodes.livecheck import LiveBody

_LOGS, _SPANS = "resourceLogs", "resourceSpans"
MARKS = (b'"resourceLogs"', b'"resourceSpans"')
"""One of these is in each line of OTLP."""
_DEEPEST = 50


def entries(document: Any) -> list[Any] | None:
    """Return the logs and spans by resource; None if it is no OTLP."""
    several = [found for name in (_LOGS, _SPANS) if isinstance(found := at(document, name), list)]
    return [item for found in several for item in found] if several else None


def samples(found: list[Any], place: str) -> Iterator[LiveBody]:
    """Yield the records of logs, the spans and the events of these, each with its attributes."""
    for resource in found:
        for scope in _items(resource, "scopeLogs"):
            for record in _items(scope, "logRecords"):
                yield _record(record, ("timeUnixNano", "observedTimeUnixNano"), place)
        for scope in _items(resource, "scopeSpans"):
            for span in _items(scope, "spans"):
                for record in (span, *_items(span, "events")):
                    yield _record(record, ("startTimeUnixNano", "timeUnixNano"), place)


def _record(record: Any, times: tuple[str, str], place: str) -> LiveBody:
    time = next((time for name in times if (time := at(record, name)) not in (None, "0", 0)), None)
    body = {"body": _value(at(record, "body"), 0), "attributes": _pairs(record, "attributes", 0)}
    return LiveBody(body, time=time, place=place)


def _items(value: Any, name: str) -> list[Any]:
    found = at(value, name)
    return found if isinstance(found, list) else []


def _pairs(value: Any, name: str, depth: int) -> dict[str, Any]:
    return {str(at(pair, "key")): _value(at(pair, "value"), depth) for pair in _items(value, name)}


def _value(value: Any, depth: int) -> Any:
    """Return a value as plain JSON has it; nothing where it is nested without end."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    if "kvlistValue" in value:
        return _pairs(value["kvlistValue"], "values", depth + 1)
    if "arrayValue" in value:
        return [_value(item, depth + 1) for item in _items(value["arrayValue"], "values")]
    if "bytesValue" in value:
        return (unpacked(str(value["bytesValue"])) or b"").decode("utf-8", "replace")
    if "intValue" in value:
        return _integer(value["intValue"])
    return next((value[name] for name in ("stringValue", "doubleValue", "boolValue") if name in value), None)


def _integer(digits: Any) -> Any:
    try:
        return int(digits)
    except (TypeError, ValueError):
        return digits
