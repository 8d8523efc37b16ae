"""JSON as people read it: what fits stays on one line, as in the spec's own files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

WIDTH = 110
_DIGITS = 8
"""Enough: among a thousand values, two share a name once in eight thousand specs."""
_line = json.JSONEncoder(ensure_ascii=False).encode


def json_text(value: Any) -> str:
    """Return a value as JSON that ends in a line feed; objects and arrays that fit take one line each."""
    return f"{_block(value, 0, 0)}\n"


def digest(value: Any) -> str:
    """Return a short name that follows from a value alone, so that it stays whatever else is added."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def _block(value: Any, indent: int, before: int) -> str:
    """Return a value whose first line begins after `before` characters and is followed by a comma."""
    room = WIDTH - before
    if not value or not isinstance(value, Mapping | list | tuple):
        return _line(value)
    if _least(value, room) < room and len(line := _line(value)) < room:
        return line
    margin = " " * (indent + 1)
    if isinstance(value, Mapping):
        keys = [f"{margin}{_line(name)}: " for name in value]
        items, (start, end) = list(value.values()), "{}"
    else:
        keys, items, (start, end) = [margin] * len(value), list(value), "[]"
    lines = (key + _block(item, indent + 1, len(key)) for key, item in zip(keys, items, strict=True))
    return f"{start}\n" + ",\n".join(lines) + f"\n{' ' * indent}{end}"


def _least(value: Any, enough: int) -> int:
    """Return how many characters a value takes at least; counting ends at `enough`.

    Writing out a large value only to find that it does not fit would cost as much again for each level.
    """
    if isinstance(value, str):
        return len(value) + 2
    if isinstance(value, Mapping):
        total = sum(map(len, value)) + 6 * len(value)
        items = list(value.values())
    elif isinstance(value, list | tuple):
        total, items = 2 * len(value), list(value)
    else:
        return 1
    for item in items:
        if total >= enough:
            break
        total += _least(item, enough - total)
    return total
