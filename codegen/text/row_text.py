"""JSON for programs that people review, too: as `json_text`, but with a line for each record."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted
from typing import Any

from codegen.text.json_text import WIDTH

_LONGEST = 500
"""What is longer is a table itself, in which another entry should be another line."""
_line = json.JSONEncoder(ensure_ascii=False).encode


def row_text(value: Any, levels: int = -1) -> str:
    """Return a value as JSON that ends in a line feed, with a line for each record.

    A record is an object of plain values and of lists or objects of them. What is nested in so many
    `levels`, if any are given, is a record, too, whatever it contains.
    """
    return f"{_rows(value, levels, 0, 0)}\n"


def _rows(value: Any, levels: int, indent: int, before: int) -> str:
    """Return a value whose first line begins after `before` characters and is followed by a comma."""
    if not value or not levels or not isinstance(value, dict | list | tuple):
        return _line(value)
    if _is_flat(value):
        line = _line(value)  # what `parts` would be joined to, in a single step: most of a document is such
        if len(line) < WIDTH - before or is_record(value, line):
            return line
    deeper = indent + 1
    if isinstance(value, dict):
        start, end = "{}"
        keys = [f"{quoted(name)}: " for name in value]
        items = zip(keys, value.values(), strict=True)
        parts = [key + _rows(item, levels - 1, deeper, deeper + len(key)) for key, item in items]
    else:
        start, end = "[]"
        parts = [_rows(item, levels - 1, deeper, deeper) for item in value]
    line = f"{start}{', '.join(parts)}{end}"
    if "\n" not in line and (len(line) < WIDTH - before or is_record(value, line)):
        return line
    margin = "\n" + " " * deeper
    return f"{start}{margin}{f',{margin}'.join(parts)}\n{' ' * indent}{end}"


def is_record(value: Any, line: str) -> bool:
    """Whether a value, which this line is, is a record and no table."""
    return (
        isinstance(value, dict) and len(line) <= _LONGEST and all(_is_flat(item) for item in value.values())
    )


def _is_flat(value: Any) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return not any(isinstance(item, dict | list | tuple) for item in items)
