"""Payload bodies: the shared parts that they name, and the fields in them that contain codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from codegen.text.guess import choices
from codegen.text.pointer import escaped

Schema = dict[str, Any]
NESTED = 6
"""How many definitions may be nested; each level may double the size of what they expand to."""
Steps = tuple[str | int, ...]


def definition_name(schema: Schema) -> str | None:
    """Return the name of the definition that a schema refers to, if it is a reference."""
    return schema["$ref"].removeprefix("#/definitions/") if "$ref" in schema else None


def expanded(schema: Any, definitions: Mapping[str, Schema]) -> Any:
    """Return a schema in which each `$ref` is replaced by what it refers to, titled with its name.

    The description beside a reference says what the field is for, so it wins over the definition's. The
    definitions must be free of circles, which lint has checked.
    """
    if not isinstance(schema, dict):
        return schema
    name = definition_name(schema)
    if name is not None:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {**expanded(definitions[name], definitions), "title": name, **beside}
    whole = dict(schema)
    if "properties" in schema:
        fields = schema["properties"].items()
        whole["properties"] = {field: expanded(child, definitions) for field, child in fields}
    for key in ("items", "additionalProperties"):
        if key in schema:
            whole[key] = expanded(schema[key], definitions)
    if "anyOf" in schema:
        whole["anyOf"] = [expanded(branch, definitions) for branch in schema["anyOf"]]
    return whole


def unsaid(schema: Schema) -> Schema:
    """Return a schema without the descriptions of its parts."""
    kept = {key: value for key, value in schema.items() if key != "description"}
    if "properties" in schema:
        kept["properties"] = {name: unsaid(child) for name, child in schema["properties"].items()}
    for key in ("items", "additionalProperties"):
        if key in schema:
            kept[key] = unsaid(schema[key])
    if "anyOf" in schema:
        kept["anyOf"] = [unsaid(branch) for branch in schema["anyOf"]]
    return kept


def named_definitions(schema: Schema, definitions: Mapping[str, Schema]) -> Iterator[str]:
    """Yield the names of the definitions that a schema needs, and of those that they need."""
    name = definition_name(schema)
    if name is not None:
        yield name
        yield from named_definitions(definitions[name], definitions)
    for _, child in children(schema):
        yield from named_definitions(child, definitions)


def broken_references(schema: Schema, definitions: Mapping[str, Schema]) -> list[tuple[Steps, str, str]]:
    """Return where a schema names a definition that is not there or leads back to itself: fault, advice."""
    return list(_broken(schema, definitions, (), ()))


def _broken(
    schema: Schema, definitions: Mapping[str, Schema], path: Steps, within: tuple[str, ...]
) -> Iterator[tuple[Steps, str, str]]:
    name = definition_name(schema)
    if name is not None and name not in definitions:
        yield path, f"the definition {name} does not exist", choices(name, definitions, "define it")
    elif name is not None and name in within:
        yield path, f"the definition {name} leads back to itself", "break the circle"
    elif name is not None and len(within) == NESTED:
        message = f"the definition {name} is nested in {NESTED} others"
        yield path, message, "nest them less deeply"
    elif name is not None:
        faults = _broken(definitions[name], definitions, (), (*within, name))
        yield from ((path, message, advice) for _, message, advice in faults)
    for steps, child in children(schema):
        yield from _broken(child, definitions, (*path, *steps), within)


def children(schema: Any) -> Iterator[tuple[Steps, Schema]]:
    """Yield the schemas directly below a schema, and the steps to them."""
    if "properties" in schema:
        yield from ((("properties", name), child) for name, child in schema["properties"].items())
    for key in ("items", "additionalProperties"):
        if key in schema:
            yield (key,), schema[key]
    if "anyOf" in schema:
        yield from ((("anyOf", index), branch) for index, branch in enumerate(schema["anyOf"]))


def vocabularies_of(schema: Schema) -> tuple[str, ...]:
    """Return the ids of the vocabularies whose codes a field may contain; none if it has no codes."""
    named = schema.get("x-vocabulary", ())
    return (named,) if isinstance(named, str) else tuple(named)


class CodedField(NamedTuple):
    """A field that contains codes of one of some vocabularies; their order says which to try first."""

    pointer: str
    """Where it is in a payload; `*` matches every item of an array and every key of a map."""
    vocabularies: tuple[str, ...]


def coded_fields(schema: Any, pointer: str = "") -> Iterator[CodedField]:
    """Yield each field of a body that contains codes."""
    if named := vocabularies_of(schema):
        yield CodedField(pointer, named)
    for steps, child in children(schema):
        yield from coded_fields(child, pointer + _step(steps))


def fields_beside(schema: Any, vocabulary: str) -> Iterator[str]:
    """Yield the fields of the objects in a body that have a field with codes of this vocabulary."""
    fields = schema.get("properties", {})
    if any(vocabulary in _own_vocabularies(child) for child in fields.values()):
        yield from fields
    for _, child in children(schema):
        yield from fields_beside(child, vocabulary)


def _own_vocabularies(schema: Schema) -> Iterator[str]:
    """Yield the vocabularies of a field itself, which may have alternatives."""
    yield from vocabularies_of(schema)
    for branch in schema.get("anyOf", ()):
        yield from _own_vocabularies(branch)


def roles(schema: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield where each field with a role is in a payload, and the role."""
    if "x-role" in schema:
        yield pointer, schema["x-role"]
    for steps, child in children(schema):
        yield from roles(child, pointer + _step(steps))


def _step(steps: Steps) -> str:
    """Return what the step from a schema to one below it adds to the pointer into a payload."""
    if steps[0] == "properties":
        return f"/{escaped(steps[1])}"
    return "" if steps[0] == "anyOf" else "/*"
