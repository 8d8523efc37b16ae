"""Values as TypeScript expressions: the one place where data of the spec becomes code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from codegen.text.escape import ts_str
from codegen.text.row_text import is_record

_WIDTH = 110
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


class Raw(str):
    """An expression that already is TypeScript."""

    __slots__ = ()


def literal(value: Any) -> str:
    """Return a JSON value, in which parts may be `Raw`, as one line of TypeScript."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, str):
        return ts_str(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(fields(value)) + " }" if value else "{}"
    return "[" + ", ".join(literal(item) for item in value) + "]"


def block(value: Any, indent: str = "") -> str:
    """Return a value as TypeScript, in several lines where it is long; `indent` is that of the first."""
    if not value or not isinstance(value, dict | list | tuple):
        return literal(value)
    deeper = indent + "  "
    if isinstance(value, dict):
        parts = [f"{key(name)}: {block(item, deeper)}" for name, item in value.items()]
        start, end, space = "{", "}", " "
    else:
        parts, (start, end), space = [block(item, deeper) for item in value], "[]", ""
    line = f"{start}{space}{', '.join(parts)}{space}{end}"
    # Parts that are written on one line each are what the whole line contains, so nothing is written twice.
    if "\n" not in line and (len(indent) + len(line) <= _WIDTH or is_record(value, line) or _is_raw(value)):
        return line
    return "\n".join([start, *(f"{deeper}{part}," for part in parts), indent + end])


def _is_raw(value: Any) -> bool:
    """Whether a value is a list of expressions, which are short names."""
    return isinstance(value, list) and all(isinstance(item, Raw) for item in value)


def fields(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the `key: value` pairs of an object."""
    return tuple(f"{key(name)}: {literal(value)}" for name, value in record.items())


@cache
def key(name: str) -> str:
    """Return the name of a field as TypeScript; only words stay bare, and `__proto__` is a mere name."""
    return name if _IDENTIFIER.fullmatch(name) else f"[{ts_str(name)}]"


def unfilled(cells: list[Any]) -> list[Any]:
    """Return cells without the empty ones at the end."""
    filled = [number for number, cell in enumerate(cells, 1) if cell is not None]
    return cells[: max(filled, default=0)]
