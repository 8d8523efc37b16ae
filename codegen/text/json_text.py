"""JSON as people read it: what fits stays on one line, as in the spec's own files."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring as quoted
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
    """Return a value whose first line begins after `before` characters and is followed by a comma.

    Its parts are written once, whether they then share a line or not: what fits with others fits alone.
    """
    if not value or not isinstance(value, dict | list | tuple):
        return _line(value)
    deeper = indent + 1
    if isinstance(value, dict):
        start, end = "{}"
        keys = [f"{quoted(name)}: " for name in value]
        # Most values are texts, and a call for each would cost more than all the rest.
        parts = [
            key + (quoted(item) if isinstance(item, str) else _block(item, deeper, deeper + len(key)))
            for key, item in zip(keys, value.values(), strict=True)
        ]
    else:
        start, end = "[]"
        parts = [quoted(item) if isinstance(item, str) else _block(item, deeper, deeper) for item in value]
    line = f"{start}{', '.join(parts)}{end}"
    if len(line) < WIDTH - before and "\n" not in line:
        return line
    margin = "\n" + " " * deeper
    return f"{start}{margin}{f',{margin}'.join(parts)}\n{' ' * indent}{end}"
