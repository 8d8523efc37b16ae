"""Makes checks of the table of payload bodies: functions that say what is wrong with a value.

A check is made when it is first needed, and kept. It returns None for a good value, so that the usual case
allocates next to nothing; the path to a fault is put together on the way back. Values are judged by what they
are, not by what their methods say: by `dict.items(value)` instead of `value.items()`.

What is said, and in which order, is the same in every language: the conformance vectors of `validate` hold
each to it. First come the fields that must be there, then those that may, then others in their own order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any, NamedTuple

from linkcodes._runtime.paths import numbers_first
from linkcodes._validation.problems import MOST, UNLISTED, ValueProblem

Node = int | Mapping[str, Any]
"""A set of types, or a record of what is asked of a value of some types."""
Check = Callable[[Any], list[ValueProblem] | None]

_items = dict[Any, Any].items
_keys = dict[Any, Any].keys
_has = dict[Any, Any].__contains__
_each = list[Any].__iter__
_length = list[Any].__len__

_NAMES = ("a string", "an integer", "a number", "a boolean", "an object", "an array", "null")
"""What the types are called, in the order of their bits."""
_STRING, _INTEGER, _NUMBER, _BOOLEAN, _OBJECT, _ARRAY, _NULL = (1 << bit for bit in range(len(_NAMES)))
_WHOLE = _INTEGER | _NUMBER
"""The types of a whole number, which is a number as well."""
_USUAL = {str: _STRING, bool: _BOOLEAN, int: _WHOLE, dict: _OBJECT, list: _ARRAY, type(None): _NULL}
"""The types of all values of a Python type, bool before int, of which it is a subclass."""


class PreparedCheck(NamedTuple):
    """A node of the table, ready for use."""

    check: Check
    types: int
    """The types that it takes."""
    plain: frozenset[type]
    """Python types of which every value is good, so that the check need not be called."""


class Checks:
    """The checks of one table."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self._named = cache(lambda name: self.of(nodes[name]))

    def of(self, node: Node | str) -> PreparedCheck:
        """Return the check of a node, or of the shared node of this name."""
        if isinstance(node, str):
            return self._named(node)
        record = {"types": node} if isinstance(node, int) else node
        types = record["types"]
        kinds = (kind for kind in (*_USUAL.values(), _NUMBER) if types & kind)
        inner = {kind: _all([*self._asks(kind, record)]) for kind in kinds}
        plain = frozenset(python for python, kind in _USUAL.items() if inner.get(kind) is _nothing)
        return PreparedCheck(_typed(inner, types), types, plain)

    def _asks(self, kind: int, record: Mapping[str, Any]) -> Iterator[Check]:
        """Yield a check of each thing that is asked of a value of this kind."""
        if kind == _STRING and "minLength" in record:
            yield _long(record["minLength"])
        if kind == _ARRAY and "items" in record:
            yield _array(self.of(record["items"]))
        if kind == _OBJECT and not record.keys().isdisjoint(("required", "optional", "rest")):
            fields = {key: dict(record.get(key, ())) for key in ("required", "optional")}
            listed = {name: self.of(part) for part_of in fields.values() for name, part in part_of.items()}
            yield _fields(listed, fields["required"], self.of(record["rest"]) if "rest" in record else None)
        if "values" in record:
            yield _listed(record["values"], kind)
        if "options" in record:
            yield _any([self.of(option) for option in record["options"]])


def _nothing(_: Any) -> None:
    """Find nothing wrong."""


def _all(checks: Sequence[Check]) -> Check:
    """Return a check of several things at once."""
    if len(checks) < 2:
        return checks[0] if checks else _nothing

    def check(value: Any) -> list[ValueProblem] | None:
        return [problem for each in checks for problem in each(value) or ()][:MOST] or None

    return check


def _typed(inner: Mapping[int, Check], types: int) -> Check:
    """Return a check of the type and, for values that have it, of what else is asked."""

    def check(value: Any) -> list[ValueProblem] | None:
        kind = _USUAL.get(type(value)) or _kind(value)
        ask = inner.get(kind)
        return _wrong_type(types, kind) if ask is None else ask(value)

    return check


def _wrong_type(types: int, found: int) -> list[ValueProblem]:
    """Say which types may be there, and which is; not the value itself, which may be about a person."""
    if not types:
        return [ValueProblem((), UNLISTED)]
    name = next(_names(found), "a value that JSON does not have")
    return [ValueProblem((), f"must be {' or '.join(_names(types))}, not {name}")]


def _names(types: int) -> Iterator[str]:
    return (name for bit, name in enumerate(_NAMES) if types & 1 << bit)


def _fields(
    listed: Mapping[str, PreparedCheck], required: Iterable[str], rest: PreparedCheck | None
) -> Check:
    checks = {name: field.check for name, field in listed.items()}
    plain = {name: field.plain for name, field in listed.items()}
    others = None if rest is None else rest.check
    wanted = tuple(required)

    def check(value: Any) -> list[ValueProblem] | None:
        wrong: dict[Any, list[ValueProblem]] = {}
        for name, item in _items(value):
            types = plain.get(name)
            if types is None:
                inner = others
            elif type(item) in types:
                continue
            else:
                inner = checks[name]
            # What is not listed is reported last, so it counts only as long as there is room for it.
            if inner is not None and (types is not None or len(wrong) < MOST) and (found := inner(item)):
                wrong[name] = found
        for name in wanted:
            if not _has(value, name):
                wrong[name] = [ValueProblem((), "is missing")]
        return _in_order(wrong, listed) if wrong else None

    return check


def _in_order(wrong: Mapping[Any, list[ValueProblem]], listed: Iterable[str]) -> list[ValueProblem]:
    """Return the problems of an object's fields: of those that are listed first, in the order of the list."""
    names = dict.fromkeys((*(name for name in listed if name in wrong), *numbers_first(wrong)))
    return [problem.below(name) for name in names for problem in wrong[name]][:MOST]


def _array(items: PreparedCheck) -> Check:
    inner, plain = items.check, items.plain

    def check(value: Any) -> list[ValueProblem] | None:
        problems: list[ValueProblem] = []
        for index, item in enumerate(_each(value)):
            if type(item) not in plain and (wrong := inner(item)):
                problems += [problem.below(index) for problem in wrong]
                if len(problems) >= MOST:
                    break
        return problems[:MOST] or None

    return check


def _any(options: Sequence[PreparedCheck]) -> Check:
    types = 0
    for option in options:
        types |= option.types

    def check(value: Any) -> list[ValueProblem] | None:
        kind = _USUAL.get(type(value)) or _kind(value)
        tried = []
        for option in options:
            if option.types & kind:
                wrong = option.check(value)
                if wrong is None:
                    return None
                tried.append(wrong)
        return _nearest(tried) if tried else _wrong_type(types, kind)

    return check


def _nearest(tried: Sequence[list[ValueProblem]]) -> list[ValueProblem]:
    """Return what is wrong with a value that is none of several: what the fewest changes would fix.

    Where several are as near, one problem names the first change for each.
    """
    fewest = min(map(len, tried))
    nearest = [wrong for wrong in tried if len(wrong) == fewest]
    choices = tuple(dict.fromkeys(wrong[0] for wrong in nearest))
    return nearest[0] if len(choices) == 1 else [ValueProblem((), "", choices)]


def _listed(values: Sequence[Any], kind: int) -> Check:
    """Return a check that a value of this kind is one of some."""
    only = json.dumps(values[0], ensure_ascii=False, separators=(",", ":"))
    wants = only if len(values) == 1 else "one of the listed values"
    texts = frozenset(value for value in values if type(value) is str)

    def check(value: Any) -> list[ValueProblem] | None:
        good = any(_same(value, each) for each in values)
        return None if good else [ValueProblem((), f"must be {wants}")]

    def check_text(value: Any) -> list[ValueProblem] | None:
        good = (value if type(value) is str else str.__str__(value)) in texts
        return None if good else [ValueProblem((), f"must be {wants}")]

    return check_text if kind == _STRING else check


def _long(least: int) -> Check:
    message = f"must have at least {least} character{'s' if least > 1 else ''}"

    def check(value: Any) -> list[ValueProblem] | None:
        return [ValueProblem((), message)] if str.__len__(value) < least else None

    return check


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
    return bool(_kind(value) & _NUMBER) and bool(value == listed)


def _kind(value: Any) -> int:
    """Return the types of a value, whatever its Python type; none if JSON has no such value."""
    kind = type(value)
    if issubclass(kind, float):
        return (_WHOLE if float.is_integer(value) else _NUMBER) if isfinite(value) else 0
    if issubclass(kind, Decimal):
        if not Decimal.is_finite(value):
            return 0
        return _WHOLE if Decimal.to_integral_value(value) == value else _NUMBER
    return next((types for python, types in _USUAL.items() if issubclass(kind, python)), 0)
