"""Rule payload-body: a payload's body keeps to the part of JSON Schema that every target understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Payload

KEYWORDS = {
    *("type", "properties", "required", "items", "anyOf", "const", "enum", "minLength"),
    *("description", "title", "x-vocabulary"),
}
TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
Below = tuple[str | int, ...]


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what the body must not hold, and for what it lacks."""
    payload = node.value
    if not isinstance(payload, Payload):
        return
    yield from _schema(payload.body, ("body",))
    for index, sign in enumerate(payload.recognise):
        steps = [step.replace("~1", "/").replace("~0", "~") for step in sign.pointer.split("/")[1:]]
        if not _exists(payload.body, steps):
            message = f"the body has no field {sign.pointer}"
            yield Problem(("recognise", index, "pointer"), message, "point to a field of the body")


def _schema(schema: Any, below: Below) -> Iterator[Problem]:
    if not isinstance(schema, dict):
        yield Problem(below, "a schema is an object", "write it as an object")
        return
    for key in sorted(set(schema) - KEYWORDS):
        yield Problem(
            (*below, key), f"the keyword {key!r} is not supported", f"use only {', '.join(sorted(KEYWORDS))}"
        )
    if "type" in schema and schema["type"] not in TYPES:
        yield Problem(
            (*below, "type"),
            "`type` must be one word",
            "for a field that may be null, use anyOf with type null",
        )
    for name, child in schema.get("properties", {}).items():
        at = (*below, "properties", name)
        yield from _schema(child, at)
        if isinstance(child, dict) and "description" not in child:
            yield Problem(at, f"the field {name!r} is not described", "add a description in your own words")
    for name in schema.get("required", ()):
        if below == ("body",) and name not in schema.get("properties", {}):
            yield Problem(
                (*below, "required"), f"{name!r} is required but not among the properties", "describe it"
            )
    if "items" in schema:
        yield from _schema(schema["items"], (*below, "items"))
    for index, branch in enumerate(schema.get("anyOf", ())):
        if "properties" in schema and "properties" in branch:
            at = (*below, "anyOf", index, "properties")
            yield Problem(
                at, "both the schema and a branch of it have properties", "move them all to the schema"
            )
        yield from _schema(branch, (*below, "anyOf", index))


def _exists(schema: Any, steps: list[str]) -> bool:
    if not isinstance(schema, dict):
        return False
    if not steps:
        return True
    children = [schema.get("properties", {}).get(steps[0])]
    children += [schema.get("items")] if steps[0] == "*" else []
    if any(child is not None and _exists(child, steps[1:]) for child in children):
        return True
    return any(_exists(branch, steps) for branch in schema.get("anyOf", ()))


RULE = Rule(
    "payload-body",
    "A payload's body uses supported keywords, describes each field and holds what identifies it.",
    "model",
    check,
)
