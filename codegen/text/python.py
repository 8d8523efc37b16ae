"""Values and calls as Python source, in several lines where they are long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from codegen.text.escape import py_str

_WIDTH = 88


def literal(value: Any) -> str:
    """Return a JSON value as one line of Python."""
    if isinstance(value, str):
        return py_str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{py_str(name)}: {literal(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return repr(value)


def block(value: Any, indent: str = "") -> str:
    """Return a JSON value as Python, in several lines where it is long; `indent` is that of the first."""
    line = literal(value)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, Mapping | list):
        return line
    deeper = indent + "    "
    if isinstance(value, list):
        items, (start, end) = [block(item, deeper) for item in value], "[]"
    else:
        items = [f"{py_str(name)}: {block(item, deeper)}" for name, item in value.items()]
        start, end = "{}"
    return "\n".join([start, *(f"{deeper}{item}," for item in items), indent + end])


def call(function: str, arguments: list[str], names: Mapping[str, Any]) -> str:
    """Return a call with positional arguments, which are Python already, and with named values."""
    written = [*arguments, *(f"{name}={literal(value)}" for name, value in names.items())]
    line = f"{function}({', '.join(written)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{function}(", *(f"    {item}," for item in written), ")"])
