"""Values as TypeScript expressions: the one place where data of the spec becomes code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from codegen.text.escape import ts_str

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
    line = literal(value)
    if len(indent) + len(line) <= _WIDTH or isinstance(value, str):
        return line
    deeper = indent + "  "
    if isinstance(value, Mapping):
        items = [f"{key(name)}: {block(item, deeper)}" for name, item in value.items()]
        return "\n".join(["{", *(f"{deeper}{item}," for item in items), indent + "}"])
    return "\n".join(["[", *(f"{deeper}{block(item, deeper)}," for item in value), indent + "]"])


def fields(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the `key: value` pairs of an object."""
    return tuple(f"{key(name)}: {literal(value)}" for name, value in record.items())


@cache
def key(name: str) -> str:
    """Return the name of a field as TypeScript; only words stay bare, and `__proto__` is a mere name."""
    return name if _IDENTIFIER.fullmatch(name) else f"[{ts_str(name)}]"
