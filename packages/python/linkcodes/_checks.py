"""Makes checks of the table of payload bodies: functions that say what is wrong with a value.

A check is made when it is first needed, and kept. It returns None for a good value, so that the usual case
allocates next to nothing; the path to a fault is put together on the way back. Values are judged by what they
are, not by what their methods say: by `dict.items(value)` instead of `value.items()`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any, NamedTuple

from linkcodes._registry import vocabulary

Problems = list[tuple[tuple[Any, ...], str]]
"""Of each fault the keys and indexes that lead to it, and what is wrong."""
Check = Callable[[Any], Problems | None]

_items = dict[Any, Any].items
_keys = dict[Any, Any].keys
_has = dict[Any, Any].__contains__
_each = list[Any].__iter__
_length = list[Any].__len__

MOST = 50
"""Faults that are told of one object or array: a hostile body may have millions."""


class Kind(NamedTuple):
    """A type of JSON Schema."""

    wants: str
    has: Callable[[Any], bool]
    """Whether a value is of it."""
    plain: frozenset[type]
    """Python types of which every value is of it."""


class Checked(NamedTuple):
    """A node of the table, ready for use."""

    check: Check
    wants: str
    """What it asks for, in words."""
    plain: frozenset[type] = frozenset()
    """Python types of which every value is good, so that the check need not be called."""
    kind: Kind | None = None
    """The type that it asks for, if it asks for one."""


class Checks:
    """The checks of one table in one flavor."""

    def __init__(self, nodes: Sequence[Mapping[str, Any]], strict: bool) -> None:
        self._nodes = nodes
        self._strict = strict
        self.of = cache(self._of)

    def _of(self, number: int) -> Checked:
        """Return the check of the node with this number."""
        node = self._nodes[number]
        asks = list(self._asks(node))
        if "type" in node:
            return _typed(_KINDS[node["type"]], asks)
        return asks[0] if len(asks) == 1 else Checked(_all(asks), " and ".join(ask.wants for ask in asks))

    def _asks(self, node: Mapping[str, Any]) -> Iterator[Checked]:
        """Yield a check for each thing that a node asks beside the type."""
        if "const" in node:
            yield _listed([node["const"]], f"the value {json.dumps(node['const'])}")
        if "enum" in node:
            yield _listed(node["enum"], f"one of the values {', '.join(map(json.dumps, node['enum']))}")
        if "x-vocabulary" in node and self._strict:
            yield _code(node["x-vocabulary"])
        if "minLength" in node:
            yield _long(node["minLength"])
        if not node.keys().isdisjoint(("properties", "required", "additionalProperties")):
            yield self._object(node)
        if "items" in node:
            yield _array(self.of(node["items"]))
        if "anyOf" in node:
            yield _any([self.of(option) for option in node["anyOf"]])

    def _object(self, node: Mapping[str, Any]) -> Checked:
        fields = {name: self.of(child) for name, child in node.get("properties", {}).items()}
        rest = None
        if "additionalProperties" in node:
            rest = self.of(node["additionalProperties"])
        elif self._strict and "properties" in node:
            rest = _UNLISTED
        required = node.get("required", ())
        wants = " and ".join(f"the field {json.dumps(name)}" for name in required)
        return Checked(_fields(fields, rest, required), wants)


def _typed(kind: Kind, asks: Sequence[Checked]) -> Checked:
    """Return a check of a type and, for values that have it, of what else is asked."""
    has, inner = kind.has, asks[0].check if len(asks) == 1 else _all(asks)

    def check(value: Any) -> Problems | None:
        if has(value):
            return inner(value)
        return [((), f"{kind.wants} is wanted, but {found(value)} was found")]

    return Checked(check, kind.wants, frozenset() if asks else kind.plain, kind)


def _all(asks: Sequence[Checked]) -> Check:
    checks = [ask.check for ask in asks]

    def check(value: Any) -> Problems | None:
        return [problem for each in checks for problem in each(value) or ()] or None

    return check


def _fields(fields: Mapping[str, Checked], rest: Checked | None, required: Iterable[str]) -> Check:
    checks = {name: field.check for name, field in fields.items()}
    plain = {name: field.plain for name, field in fields.items()}
    others = None if rest is None else rest.check
    wanted = tuple(required)

    def check(value: Any) -> Problems | None:
        if not issubclass(type(value), dict):
            return None
        problems: Problems = []
        for name, item in _items(value):
            types = plain.get(name)
            if types is None:
                inner = others
            elif type(item) in types:
                continue
            else:
                inner = checks[name]
            if inner is not None and (wrong := inner(item)):
                problems += [((name, *path), message) for path, message in wrong]
                if len(problems) > MOST:
                    break
        for name in wanted:
            if not _has(value, name):
                problems.append(((name,), "the field is missing"))
        return problems or None

    return check


def _array(items: Checked) -> Checked:
    inner, plain = items.check, items.plain

    def check(value: Any) -> Problems | None:
        if not issubclass(type(value), list):
            return None
        problems: Problems = []
        for index, item in enumerate(_each(value)):
            if type(item) not in plain and (wrong := inner(item)):
                problems += [((index, *path), message) for path, message in wrong]
                if len(problems) > MOST:
                    break
        return problems or None

    return Checked(check, f"an array of {items.wants}")


def _any(options: Sequence[Checked]) -> Checked:
    checks = [option.check for option in options]

    def check(value: Any) -> Problems | None:
        tried: list[Problems] = []
        for each in checks:
            wrong = each(value)
            if wrong is None:
                return None
            tried.append(wrong)
        return _nearest(value, options, tried)

    wants = " or ".join(option.wants for option in options)
    return Checked(check, wants, frozenset[type]().union(*(option.plain for option in options)))


def _nearest(value: Any, options: Sequence[Checked], tried: Sequence[Problems]) -> Problems:
    """Return what is wrong with a value that is none of several: most of all, in the option of its type."""
    typed = [
        wrong for option, wrong in zip(options, tried, strict=True) if option.kind and option.kind.has(value)
    ]
    if typed:
        return min(typed, key=len)
    wants = " or ".join(option.wants for option in options)
    untyped = any(option.kind is None for option in options)
    return [((), f"{wants} is wanted" if untyped else f"{wants} is wanted, but {found(value)} was found")]


def _listed(values: Sequence[Any], wants: str) -> Checked:
    def check(value: Any) -> Problems | None:
        return None if any(_same(value, each) for each in values) else [((), f"{wants} is wanted")]

    return Checked(check, wants)


def _code(vocabularies: str | Sequence[str]) -> Checked:
    """Return a check that a text or an integer is listed; the type has been looked at before."""
    ids = [vocabularies] if isinstance(vocabularies, str) else vocabularies
    values = frozenset(code.value for id in ids for code in vocabulary(id))
    wants = f"a listed code of {' or '.join(ids)}"

    def check(value: Any) -> Problems | None:
        return None if value in values else [((), f"{wants} is wanted")]

    return Checked(check, wants)


def _long(least: int) -> Checked:
    wants = f"a text of at least {least} character{'s' if least > 1 else ''}"

    def check(value: Any) -> Problems | None:
        if issubclass(type(value), str) and str.__len__(value) < least:
            return [((), f"{wants} is wanted")]
        return None

    return Checked(check, wants)


def _unlisted(_: Any) -> Problems:
    return [((), "the field is not listed")]


_UNLISTED = Checked(_unlisted, "no other field")


def _same(value: Any, listed: Any) -> bool:
    """Whether a value is the same JSON as one of the table: 1.0 is 1, but true is not."""
    if issubclass(type(listed), dict):
        alike = issubclass(type(value), dict) and _keys(value) == listed.keys()
        return alike and all(_same(item, listed[name]) for name, item in _items(value))
    if issubclass(type(listed), list):
        alike = issubclass(type(value), list) and _length(value) == len(listed)
        return alike and all(map(_same, _each(value), listed))
    if type(listed) is str:
        return issubclass(type(value), str) and str.__eq__(value, listed)
    if type(listed) is bool or listed is None:
        return value is listed
    return _is_number(value) and bool(value == listed)


def _is_number(value: Any) -> bool:
    if issubclass(type(value), float):
        return isfinite(value)
    if issubclass(type(value), Decimal):
        return Decimal.is_finite(value)
    return issubclass(type(value), int) and type(value) is not bool


def _is_integer(value: Any) -> bool:
    """JSON Schema goes by the value: 1.0 is an integer."""
    if not _is_number(value) or issubclass(type(value), int):
        return _is_number(value)
    return bool(value.is_integer() if issubclass(type(value), float) else value == value.to_integral_value())


def _kind(wants: str, plain: type, has: Callable[[Any], bool] | None = None) -> Kind:
    def is_instance(value: Any) -> bool:
        return issubclass(type(value), plain)

    return Kind(wants, has or is_instance, frozenset({plain}))


_KINDS = {
    "string": _kind("a string", str),
    "integer": _kind("an integer", int, _is_integer),
    "number": _kind("a number", int, _is_number),
    "boolean": _kind("true or false", bool),
    "object": _kind("an object", dict),
    "array": _kind("an array", list),
    "null": _kind("null", type(None)),
}


def found(value: Any) -> str:
    """Say what kind of value was found; not the value itself, which may be about a person."""
    if not _is_number(value) and issubclass(type(value), float | Decimal):
        return "NaN or an infinity, which JSON does not have,"
    kinds = (_KINDS[name] for name in ("string", "boolean", "number", "object", "array", "null"))
    known = (kind.wants for kind in kinds if kind.has(value))
    return next(known, f"the Python type {type(value).__name__}, which JSON does not have,")
