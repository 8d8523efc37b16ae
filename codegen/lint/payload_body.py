"""Rule payload-body: a payload's body describes its fields, and says nothing that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from codegen.bodies import Below, broken_references, children, expanded, vocabularies_of
from codegen.lint._node import Node, Problem, Rule
from codegen.model import Payload


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what the body must not hold, and for what it lacks."""
    provider = node.value
    types = {item.id: item.value_type for item in provider.vocabularies}
    for name, body in provider.definitions.items():
        yield from _schema(body, ("definitions", name), types)
    for index, payload in enumerate(provider.payloads):
        yield from _schema(payload.body, ("payloads", index, "body"), types)
        yield from _signs(payload, index, provider.definitions)


def _signs(payload: Payload, index: int, definitions: Mapping[str, Any]) -> Iterator[Problem]:
    if broken_references(payload.body, definitions):
        return
    body = expanded(payload.body, definitions)
    for number, sign in enumerate(payload.recognise):
        steps = [step.replace("~1", "/").replace("~0", "~") for step in sign.pointer.split("/")[1:]]
        if not _exists(body, steps):
            below = ("payloads", index, "recognise", number, "pointer")
            yield Problem(below, f"the body has no field {sign.pointer}", "point to a field of the body")


def _schema(schema: dict[str, Any], below: Below, types: Mapping[str, str]) -> Iterator[Problem]:
    properties = schema.get("properties", {})
    wanted = sorted({types[name] for name in vocabularies_of(schema) if name in types})
    if len(wanted) > 1:
        message = f"the vocabularies have codes of different types: {' and '.join(wanted)}"
        yield Problem((*below, "x-vocabulary"), message, "name vocabularies of one type only")
    elif wanted and schema.get("type") != wanted[0]:
        message = f"the codes are of type {wanted[0]}"
        yield Problem((*below, "x-vocabulary"), message, f'write "type": "{wanted[0]}"')
    if wanted and "const" in schema:
        message = "the field has one value only, so there is no list of codes to choose from"
        yield Problem((*below, "x-vocabulary"), message, "keep `const` and remove `x-vocabulary`")
    if "$ref" in schema and (more := sorted(set(schema) - {"$ref", "description"})):
        message = f"beside $ref stands {', '.join(more)}, which would be lost or override the definition"
        yield Problem(below, message, "keep only `$ref` and `description`")
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
    for steps, child in children(schema):
        yield from _schema(child, (*below, *steps), types)


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
    "provider",
    check,
    why=(
        "Schemas, models and field tables are all made of the body. A required field that is not "
        "described, a sign that the body does not have or a field of codes of two types would make "
        "them contradict each other."
    ),
    mend=(
        "Describe each field once, in the place the finding names, and let signs point to fields that "
        "are there."
    ),
)
