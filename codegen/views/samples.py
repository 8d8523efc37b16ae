"""Where a code is in an example of a payload, and what must be added first where the example lacks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from codegen.resolve.bodies import Schema, vocabularies_of
from codegen.text.pointer import steps_of

Path = tuple[str | int, ...]
"""The keys and indices that lead to a value."""
Codes = Mapping[str, str | int]
"""A code of each vocabulary, to put where a body needs one and none was chosen."""

_PLAIN: Mapping[str, Any] = {"integer": 0, "number": 0, "boolean": False, "null": None}
_ANY_KEY = _ANY_TEXT = "example"


class Replacement(NamedTuple):
    """A value, and where to put it."""

    path: Path
    value: Any


class Slot(NamedTuple):
    """The place of one coded field in one example."""

    path: Path
    held: Any
    """What the example has there; None if it has nothing."""
    add: Replacement | None
    """What must be added before a code can be there."""


def slot(body: Schema, example: Any, pointer: str, codes: Codes) -> Slot:
    """Return where a field is in an example; `*` in the pointer is the first item of what is there.

    Of the ways that the alternatives of a schema leave open, the one is taken that needs the least added.
    """
    steps = steps_of(pointer)
    slots = (_slot(schemas, example, steps, codes) for schemas in _routes(body, steps))
    return max(slots, key=lambda place: len(place.add.path) if place.add else len(place.path) + 1)


def _slot(schemas: Sequence[Schema], example: Any, steps: Sequence[str], codes: Codes) -> Slot:
    path: Path = ()
    here = example
    for depth, step in enumerate(steps):
        if not _fits(here, schemas[depth], step):
            inside, value = _grown(schemas[depth:], steps[depth:], codes)
            return Slot((*path, *inside), None, Replacement(path, value))
        key = _key(here, step, schemas[depth])
        path = (*path, key)
        here = _at(here, key)
    return Slot(path, here, None)


def _fits(value: Any, schema: Schema, step: str) -> bool:
    """Tell whether a step from this reading of a schema can be taken in a value.

    Not in an object with fields of another alternative: no alternative has the fields of both.
    """
    if step == "*" and "items" in schema:
        return isinstance(value, list)
    open_ = "additionalProperties" in schema
    return isinstance(value, dict) and (open_ or value.keys() <= schema["properties"].keys())


def put(value: Any, change: Replacement) -> Any:
    """Return a copy of a value in which one place contains something else."""
    if not change.path:
        return change.value
    key, *rest = change.path
    inner = put(_at(value, key), Replacement(tuple(rest), change.value))
    if isinstance(value, list):
        return [*value[: int(key)], inner, *value[int(key) + 1 :]]
    return {**value, key: inner}


def values_at(value: Any, steps: Sequence[str]) -> Iterator[Any]:
    """Yield the values that a path leads to; `*` matches every item and every value of a map."""
    if not steps:
        yield value
    elif steps[0] == "*":
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for item in inner:
            yield from values_at(item, steps[1:])
    elif isinstance(value, dict) and steps[0] in value:
        yield from values_at(value[steps[0]], steps[1:])


def smallest(schema: Schema, codes: Codes) -> Any:
    """Return a small value that a strict reading of a schema accepts."""
    chosen = next(_readings(schema))
    if "const" in chosen:
        return chosen["const"]
    if named := vocabularies_of(chosen):
        return codes[named[0]]
    if "enum" in chosen:
        return chosen["enum"][0]
    if chosen.get("type") == "object" or chosen["properties"]:
        fields = chosen["properties"]
        return {name: smallest(fields.get(name, {}), codes) for name in chosen["required"]}
    if chosen.get("type", "string") == "string":
        return _ANY_TEXT.ljust(chosen.get("minLength", 0), ".")
    return [] if chosen["type"] == "array" else _PLAIN[chosen["type"]]


def _grown(schemas: Sequence[Schema], steps: Sequence[str], codes: Codes) -> tuple[Path, Any]:
    """Return the smallest value that has something at the end of the steps, and the way to it."""
    value = smallest(schemas[0], codes)
    if not steps:
        return (), value
    key = _key(value, steps[0], schemas[0])
    inside, inner = _grown(schemas[1:], steps[1:], codes)
    return (key, *inside), put(value, Replacement((key,), inner))


def _routes(schema: Schema, steps: Sequence[str]) -> Iterator[list[Schema]]:
    """Yield the schemas on the way to a field, from the whole body to the field itself."""
    if not steps:
        yield [schema]
        return
    for reading in _readings(schema):
        if (child := _child(reading, steps[0])) is not None:
            yield from ([reading, *rest] for rest in _routes(child, steps[1:]))


def _readings(schema: Schema) -> Iterator[Schema]:
    """Yield a schema once for each of its alternatives, merged with what applies to all."""
    common = {key: value for key, value in schema.items() if key != "anyOf"}
    for branch in schema.get("anyOf", ({},)):
        both = {
            **common,
            **branch,
            "required": [*common.get("required", ()), *branch.get("required", ())],
            "properties": {**common.get("properties", {}), **branch.get("properties", {})},
        }
        yield from _readings(both) if "anyOf" in branch else (both,)


def _child(schema: Schema, step: str) -> Schema | None:
    found: Schema | None = schema["properties"].get(step)
    return schema.get("items", schema.get("additionalProperties")) if step == "*" else found


def _key(value: Any, step: str, schema: Schema) -> str | int:
    """Return which key a step means in a value; fields with names of their own are no items of a map."""
    if step != "*":
        return step
    if isinstance(value, list):
        return 0
    return next((key for key in value if key not in schema["properties"]), _ANY_KEY)


def _at(value: Any, key: str | int) -> Any:
    if isinstance(value, list):
        return value[int(key)] if int(key) < len(value) else None
    return value.get(key)
