"""Reads logs and JSON lines, one line in memory at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from linkcodes.cli.live import otlp
from linkcodes.livecheck import LiveBody

_LONGEST = 5_000_000
"""Bytes of a line that are looked at; no more are decoded."""
_TIME = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?")
_BEGINNING = 100
"""Bytes of a line in which its time is looked for."""


def samples(content: BinaryIO, name: str) -> Iterator[LiveBody]:
    """Yield what is in each line that is not blank."""
    for number, line in enumerate(_lines(content), 1):
        text = line.strip()
        if text:
            yield from _of_line(text, f"{name}:{number}")


def _of_line(line: bytes, place: str) -> Iterator[LiveBody]:
    if line[:1] == b"{" and any(mark in line for mark in otlp.MARKS):
        try:
            found = otlp.entries(json.loads(line))
        except (ValueError, RecursionError):
            found = None
        if found is not None:
            yield from otlp.samples(found, place)
            return
    time = _TIME.search(line, 0, _BEGINNING) if line[:1] != b"{" else None
    yield LiveBody(line, time=time and time[0].decode(), place=place)


def _lines(content: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of a longer one only its beginning."""
    while line := content.readline(_LONGEST):
        yield line
        while len(line) == _LONGEST and not line.endswith(b"\n"):
            line = content.readline(_LONGEST)
