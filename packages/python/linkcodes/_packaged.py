"""Reads the data files of the package, which have no blanks between the parts of a line."""

from __future__ import annotations

import json
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

_READ = json.JSONDecoder().raw_decode


@cache
def packaged(name: str) -> dict[str, Any]:
    """Return the content of a data file by its name; it is read once."""
    content: dict[str, Any] = json.loads(_bytes(name))
    return content


def packaged_record(name: str, id: str) -> dict[str, Any] | None:
    """Return the record of a data file that begins with this id, and read no other; None if it cannot be."""
    data = _bytes(name)
    start = data.find(b'{"id":' + _json(id) + b",")
    if start < 0:
        return None
    try:
        found: tuple[dict[str, Any], int] = _READ(data[start : _end(data, start)].decode())
    except ValueError:  # it goes over several lines
        return None
    return found[0]


_SINCE = re.compile(rb'"since": ?"([^"]*)"')
_HEAD = 100
"""Bytes in which the file of a provider says what is usual."""


def usual_since(provider: str) -> str:
    """Return since when codes of a provider are listed that do not say it; the rest is not read."""
    [since] = _SINCE.findall(_bytes(provider), 0, _HEAD)[:1]
    return str(since, "utf-8")


def packaged_codes(provider: str, value: str | int) -> Iterator[dict[str, Any]]:
    """Yield the codes of a provider that have this value, in their order; the others are not read."""
    data, part = _bytes(provider), b'"value":' + _json(value)
    start = data.find(part)
    while start >= 0:
        end = _end(data, start)
        line = data[data.rfind(b"\n", 0, start) + 1 : end].strip().rstrip(b",")
        try:
            records = json.loads(b"{" + line + b"}").values()
        except ValueError:  # a short file has several levels on one line
            records = _codes(provider)
            end = len(data)
        yield from (record for record in records if _is(record, value))
        start = data.find(part, end)


def _is(record: Any, value: str | int) -> bool:
    return type(record) is dict and record.get("value") == value and "#" in str(record.get("id"))


def _codes(provider: str) -> list[dict[str, Any]]:
    vocabularies = packaged(provider)["vocabularies"].values()
    return [record for vocabulary in vocabularies for record in vocabulary["codes"].values()]


def _end(data: bytes, start: int) -> int:
    end = data.find(b"\n", start)
    return len(data) if end < 0 else end


def _json(value: str | int) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@cache
def _bytes(name: str) -> bytes:
    # pkgutil reads it also where the package lies in a zip archive.
    return pkgutil.get_data("linkcodes.data", f"{name}.json") or b""
