"""JSON as people read it: what fits stays on one line, as in the spec's own files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

WIDTH = 110
_DIGITS = 8
"""Enough: among a thousand values, two share a name once in eight thousand specs."""


def json_text(value: Any) -> str:
    """Return a value as JSON that ends in a line feed; objects and arrays that fit take one line each."""
    return f"{_block(value, 0, 0)}\n"


def digest(value: Any) -> str:
    """Return a short name that follows from a value alone, so that it stays whatever else is added."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def _block(value: Any, indent: int, before: int) -> str:
    """Return a value whose first line begins after `before` characters and is followed by a comma."""
    line = json.dumps(value, ensure_ascii=False)
    if before + len(line) < WIDTH or not value or not isinstance(value, Mapping | list | tuple):
        return line
    margin = " " * (indent + 1)
    if isinstance(value, Mapping):
        keys = [f"{margin}{json.dumps(name, ensure_ascii=False)}: " for name in value]
        items, (start, end) = list(value.values()), "{}"
    else:
        keys, items, (start, end) = [margin] * len(value), list(value), "[]"
    lines = (key + _block(item, indent + 1, len(key)) for key, item in zip(keys, items, strict=True))
    return f"{start}\n" + ",\n".join(lines) + f"\n{' ' * indent}{end}"
