"""JSON for programs that people review, too: as `json_text`, but with a line for each record."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from codegen.text.json_text import WIDTH

_LONGEST = 500
"""What is longer is a table itself, in which another entry should be another line."""


class _Style(NamedTuple):
    """What is between the parts of a line."""

    comma: str
    colon: str
    margin: str
    """What each level begins its lines with."""

    def line(self, value: Any) -> str:
        return _ENCODERS[self].encode(value)


_WIDE, _TIGHT = _Style(", ", ": ", " "), _Style(",", ":", "")
_ENCODERS = {style: json.JSONEncoder(ensure_ascii=False, separators=style[:2]) for style in (_WIDE, _TIGHT)}


def row_text(value: Any, levels: int = -1, *, tight: bool = False) -> str:
    """Return a value as JSON that ends in a line feed, with a line for each record.

    A record is an object of plain values and of lists or objects of them. What is nested in so many
    `levels`, if any are given, is a record, too, whatever it contains. A tight line has no spaces before it
    and between its parts: a document that programs read rather than people is a tenth smaller.
    """
    return f"{_rows(value, levels, (0, 0), _TIGHT if tight else _WIDE)}\n"


def _rows(value: Any, levels: int, position: tuple[int, int], style: _Style) -> str:
    """Return a value; `position` is its indent, and how much is before its first line, which a comma ends."""
    if not value or not levels or not isinstance(value, dict | list | tuple):
        return style.line(value)
    indent, before = position
    if _is_flat(value):
        line = style.line(
            value
        )  # what `parts` would be joined to, in a single step: most of a document is such
        if len(line) < WIDTH - before or is_record(value, line):
            return line
    deeper = indent + 1
    if isinstance(value, dict):
        start, end = "{}"
        keys = [quoted(name) + style.colon for name in value]
        items = zip(keys, value.values(), strict=True)
        parts = [
            key
            + (
                quoted(item)  # most values are texts
                if isinstance(item, str)
                else _rows(item, levels - 1, (deeper, deeper + len(key)), style)
            )
            for key, item in items
        ]
    else:
        start, end = "[]"
        parts = [
            quoted(item) if isinstance(item, str) else _rows(item, levels - 1, (deeper, deeper), style)
            for item in value
        ]
    line = f"{start}{style.comma.join(parts)}{end}"
    if "\n" not in line and (len(line) < WIDTH - before or is_record(value, line)):
        return line
    margin = "\n" + style.margin * deeper
    return f"{start}{margin}{f',{margin}'.join(parts)}\n{style.margin * indent}{end}"


def is_record(value: Any, line: str) -> bool:
    """Whether a value, which this line is, is a record and no table."""
    return (
        isinstance(value, dict) and len(line) <= _LONGEST and all(_is_flat(item) for item in value.values())
    )


def _is_flat(value: Any) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return not any(isinstance(item, dict | list | tuple) for item in items)
