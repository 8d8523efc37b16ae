"""Rule payload-body: a payload's body describes its fields, and says nothing that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Payload

Below = tuple[str | int, ...]


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what the body must not hold, and for what it lacks."""
    payload = node.value
    if not isinstance(payload, Payload):
        return
    types = {item.id: item.value_type for item in node.provider.vocabularies} if node.provider else {}
    yield from _schema(payload.body, ("body",), types)
    for index, sign in enumerate(payload.recognise):
        steps = [step.replace("~1", "/").replace("~0", "~") for step in sign.pointer.split("/")[1:]]
        if not _exists(payload.body, steps):
            message = f"the body has no field {sign.pointer}"
            yield Problem(("recognise", index, "pointer"), message, "point to a field of the body")


def _schema(schema: dict[str, Any], below: Below, types: Mapping[str, str]) -> Iterator[Problem]:
    properties = schema.get("properties", {})
    wanted = types.get(schema.get("x-vocabulary", ""))
    if wanted and schema.get("type") != wanted:
        yield Problem(
            (*below, "x-vocabulary"), f"the codes are of type {wanted}", f'write "type": "{wanted}"'
        )
    for name, child in properties.items():
        if "description" not in child:
            at = (*below, "properties", name)
            yield Problem(at, f"the field {name!r} is not described", "add a description in your own words")
    for name in schema.get("required", ()) if properties else ():
        if name not in properties:
            at = (*below, "required")
            yield Problem(at, f"{name!r} is required but not among the properties", "describe it")
    for index, branch in enumerate(schema.get("anyOf", ())):
        if properties and "properties" in branch:
            at = (*below, "anyOf", index, "properties")
            yield Problem(at, "both the schema and its branch have properties", "move them all to the schema")
    for steps, child in _children(schema):
        yield from _schema(child, (*below, *steps), types)


def _children(schema: dict[str, Any]) -> Iterator[tuple[Below, dict[str, Any]]]:
    yield from ((("properties", name), child) for name, child in schema.get("properties", {}).items())
    yield from ((("items",), schema[key]) for key in ("items",) if key in schema)
    yield from ((("anyOf", index), branch) for index, branch in enumerate(schema.get("anyOf", ())))


def _exists(schema: Any, steps: list[str]) -> bool:
    if not steps:
        return True
    children = [schema.get("properties", {}).get(steps[0])]
    children += [schema.get("items")] if steps[0] == "*" else []
    if any(child is not None and _exists(child, steps[1:]) for child in children):
        return True
    return any(_exists(branch, steps) for branch in schema.get("anyOf", ()))


RULE = Rule(
    "payload-body",
    "A payload's body describes each field, holds what identifies it and contradicts itself nowhere.",
    "model",
    check,
)
