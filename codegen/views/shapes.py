"""Payload schemas in their smallest form: what a validator has to ask, and nothing said twice."""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

Schema = dict[str, Any]
TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
"""The types of JSON Schema. A number may be an integer, so a shape never names both."""
_ANY = frozenset(TYPES) - {"integer"}


class Shape(NamedTuple):
    """What a value must be. Shapes that are equal ask the same.

    The parts that belong to one type hold for values of that type only, as in JSON Schema.
    """

    types: frozenset[str] = _ANY
    values: tuple[str, ...] = ()
    """The values that are allowed, as JSON; all of the types if there are none."""
    min_length: int = 0
    fields: tuple[tuple[str, Shape], ...] = ()
    required: tuple[str, ...] = ()
    closed: bool = False
    """Whether an object may have its `fields` only."""
    rest: Shape | None = None
    """What the values of an object's other fields must be."""
    items: Shape | None = None
    options: tuple[Shape, ...] = ()
    """The value must be one of these, too."""


NOTHING = Shape(types=frozenset())
"""The shape that no value has."""


_known: dict[bytes, Shape] = {}
"""Shapes by their schema as bytes: payloads name the same definitions again and again."""
_VERSION = 2
"""The form of the bytes in which equal schemas are equal, whatever else refers to their parts."""


def shape_of(schema: Schema) -> Shape:
    """Return the shape of a schema that was made of a payload's body, in either flavor."""
    told = marshal.dumps(schema, _VERSION)
    if told not in _known:
        _known[told] = _shape_of(schema)
    return _known[told]


def _shape_of(schema: Schema) -> Shape:
    extra = schema.get("additionalProperties")
    fields = {name: shape_of(child) for name, child in schema.get("properties", {}).items()}
    # A pattern represents a single field: a name that must not be among the properties.
    patterns = schema.get("patternProperties", {}).items()
    fields |= {pattern.removeprefix("^").removesuffix("$"): shape_of(child) for pattern, child in patterns}
    whole = Shape(
        types=frozenset({schema["type"]}) if "type" in schema else _ANY,
        values=_values(schema),
        min_length=schema.get("minLength", 0),
        fields=tuple(fields.items()),
        required=tuple(schema.get("required", ())),
        closed=extra is False,
        rest=_limited(extra),
        items=_limited(schema.get("items")),
    )
    options = _joined([shape_of(branch) for branch in schema.get("anyOf", ())])
    if len(options) == 1:
        return _both(_relevant(whole), options[0])
    return _relevant(whole)._replace(options=options)


def is_plain(shape: Shape) -> bool:
    """Whether a shape asks for nothing but a type."""
    return shape == Shape(shape.types)


def bits(types: Iterable[str]) -> int:
    """Return a set of types as the validators of both packages read it: the sum of `1 << place in TYPES`."""
    return sum(1 << TYPES.index(name) for name in types)


def record(shape: Shape, write: Callable[[Shape], Any]) -> dict[str, Any]:
    """Return what the validators of both packages read of a shape; `write` gives what they read of its parts.

    `required` and `optional` are pairs of a name and what its value must be; `rest` is what the values of
    other fields must be, which may be anything if it is not given.
    """
    required, optional = _fields(shape)
    asked = {
        "values": [json.loads(value) for value in shape.values],
        "minLength": shape.min_length,
        "required": [[name, write(part)] for name, part in required.items()],
        "optional": [[name, write(part)] for name, part in optional.items()],
        "options": [write(option) for option in shape.options],
    }
    inside = {"items": shape.items, "rest": NOTHING if shape.closed else shape.rest}
    return {
        "types": bits(shape.types),
        **{key: value for key, value in asked.items() if value},
        **{key: write(part) for key, part in inside.items() if part is not None},
    }


def _fields(shape: Shape) -> tuple[dict[str, Shape], dict[str, Shape]]:
    """Return the fields that must be there and those that may; one without a description may be anything."""
    declared = dict(shape.fields)
    other = NOTHING if shape.closed else shape.rest or Shape()
    required = {name: declared.get(name, other) for name in shape.required}
    return required, {name: part for name, part in declared.items() if name not in required}


def _values(schema: Schema) -> tuple[str, ...]:
    allowed = [schema["const"]] if "const" in schema else schema.get("enum", ())
    return tuple(dict.fromkeys(map(_as_json, allowed)))


def _as_json(value: Any) -> str:
    """Return a value as JSON; 1.0 as 1, since they are the same and not every language keeps them apart."""
    plain = json.loads(json.dumps(value), parse_float=_number)
    return json.dumps(plain, ensure_ascii=False)


def _number(digits: str) -> float:
    number = float(digits)
    return int(number) if number.is_integer() else number


def _limited(schema: Schema | bool | None) -> Shape | None:
    """Return the shape of a schema that refuses something, else nothing."""
    shape = shape_of(schema) if isinstance(schema, dict) else Shape()
    return None if shape == Shape() else shape


def _relevant(shape: Shape) -> Shape:
    """Drop the parts that belong to no type of the shape, and the types that no value of it has."""
    types = shape.types
    if shape.values:
        types = frozenset(name for name in types if any(_is_of(value, {name}) for value in shape.values))
        shape = shape._replace(values=tuple(value for value in shape.values if _is_of(value, types)))
    if "object" not in types:
        shape = shape._replace(fields=(), required=(), closed=False, rest=None)
    if "array" not in types:
        shape = shape._replace(items=None)
    if "string" not in types:
        shape = shape._replace(min_length=0)
    return shape._replace(types=types)


def _is_of(value: str, types: frozenset[str] | set[str]) -> bool:
    """Whether a value, as JSON, has one of some types."""
    return not types.isdisjoint(_types_of_json(value))


@cache
def _types_of_json(value: str) -> frozenset[str]:
    return _types_of(json.loads(value))


def _types_of(value: Any) -> frozenset[str]:
    match value:
        case None:
            return frozenset({"null"})
        case bool():
            return frozenset({"boolean"})
        case int() | float():
            return frozenset({"number", "integer"} if value == int(value) else {"number"})
        case str():
            return frozenset({"string"})
    return frozenset({"array"} if isinstance(value, list) else {"object"})


def _joined(options: Sequence[Shape]) -> tuple[Shape, ...]:
    """Return alternatives that are as few as they can be and accept the same."""
    left = list(dict.fromkeys(options))
    left = [one for one in left if not any(_covers(other, one) for other in left if other != one)]
    for one, other in combinations(left, 2):
        if (union := _either(one, other)) is not None:
            return _joined([union, *(shape for shape in left if shape not in (one, other))])
    return tuple(left)


def _covers(one: Shape, other: Shape) -> bool:
    """Whether a shape that only asks for a type accepts all values of another."""
    return one == Shape(one.types) and _types_within(other, one.types)


def _types_within(shape: Shape, types: frozenset[str]) -> bool:
    if shape.values:
        return all(_is_of(value, types) for value in shape.values)
    return shape.types <= types or (shape.types - {"integer"} <= types and "number" in types)


def _either(one: Shape, other: Shape) -> Shape | None:
    """Return one shape for two whose types are apart, so that each part still applies to its own type."""
    if {"number", "integer"} <= one.types | other.types or one.types & other.types:
        return None if not (one.values and other.values) else _values_of_both(one, other)
    if one.options or other.options:
        return None
    if one.values or other.values:
        return _values_of_both(_spelled_out(one), _spelled_out(other))
    return _merged(one, other)._replace(types=one.types | other.types)


def _values_of_both(one: Shape, other: Shape) -> Shape | None:
    """Return a shape that accepts the values of two lists, if they are nothing but lists."""
    if any(not shape.values or shape != Shape(shape.types, shape.values) for shape in (one, other)):
        return None
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    return _relevant(Shape(values=values))


def _spelled_out(shape: Shape) -> Shape:
    return shape._replace(values=("null",)) if shape == Shape(frozenset({"null"})) else shape


def _both(one: Shape, other: Shape) -> Shape:
    """Return a shape for values that two shapes accept; as an option where both speak of the same part."""
    clash = any(none not in (mine, yours) for mine, yours, none in zip(one, other, Shape(), strict=True))
    if clash or (_names_fields(one) and _names_fields(other)):
        return one._replace(options=(other,))
    types = other.types if one.types == _ANY else one.types
    return _relevant(_merged(one, other)._replace(types=types))


def _names_fields(shape: Shape) -> bool:
    return bool(shape.fields or shape.closed or shape.rest)


def _merged(one: Shape, other: Shape) -> Shape:
    """Return a shape with the parts of two that have none in common."""
    merged: list[Any] = [
        yours if mine == none else mine for mine, yours, none in zip(one, other, Shape(), strict=True)
    ]
    return Shape(*merged)
