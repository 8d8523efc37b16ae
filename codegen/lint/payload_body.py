"""Rule payload-body: a payload's body describes its fields, and says nothing that cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Mark, Payload
from codegen.resolve.bodies import Steps, broken_references, children, coded_fields, expanded, vocabularies_of
from codegen.text.pointer import steps_of

DEEPEST = 32
"""How many levels of schemas a body may have, its definitions included."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what the body must not contain, and for what it lacks."""
    provider = node.value
    types = {item.id: item.value_type for item in provider.vocabularies}
    for name, body in provider.definitions.items():
        yield from _schema(body, ("definitions", name), types)
    for index, payload in enumerate(provider.payloads):
        yield from _schema(payload.body, ("payloads", index, "body"), types)
        if not broken_references(payload.body, provider.definitions):
            yield from _whole(payload, index, expanded(payload.body, provider.definitions))


def _whole(payload: Payload, index: int, body: dict[str, Any]) -> Iterator[Problem]:
    """Check what only shows when all references are replaced."""
    if body.get("type") != "object":
        message = "the body is not an object, so no type can be made from it"
        yield Problem(("payloads", index, "body"), message, "describe an object")
    elif "properties" not in body:
        yield from _choices(body, ("payloads", index, "body"))
    if _depth(body) > DEEPEST:
        message = f"the body is more than {DEEPEST} levels deep, which some tools cannot read"
        yield Problem(("payloads", index, "body"), message, "describe less of what lies so deep")
    for pointer, times in Counter(field.pointer for field in coded_fields(body)).items():
        if times > 1:
            message = f"{times} branches say which codes {pointer} contains, so that each value fails in one"
            advice = "let one branch name all vocabularies"
            yield Problem(("payloads", index, "body"), message, advice)
    for number, pointer in enumerate(payload.idempotency_key):
        if not _exists(body, steps_of(pointer)):
            place = ("payloads", index, "idempotency_key", number)
            yield Problem(place, f"the body has no field {pointer}", "point to a field of the body")
    for path, mark in _marks(payload):
        steps = steps_of(mark.pointer)
        if not _exists(body, steps):
            at = ("payloads", index, "recognize", *path, "pointer")
            yield Problem(at, f"the body has no field {mark.pointer}", "point to a field of the body")


def _marks(payload: Payload) -> Iterator[tuple[Steps, Mark]]:
    """Yield what signs ask for, and the steps to it."""
    for number, sign in enumerate(payload.recognize):
        yield (number,), sign
        yield from (((number, "also", index), mark) for index, mark in enumerate(sign.also))


def _schema(schema: dict[str, Any], path: Steps, types: Mapping[str, str]) -> Iterator[Problem]:
    yield from _coded(schema, (*path, "x-vocabulary"), types)
    yield from _fields(schema, path)
    if "$ref" in schema and (more := sorted(set(schema) - {"$ref", "description"})):
        message = f"beside $ref there is {', '.join(more)}, which would be lost or override the definition"
        yield Problem(path, message, "keep only `$ref` and `description`")
    for steps, child in children(schema):
        yield from _schema(child, (*path, *steps), types)


def _coded(schema: dict[str, Any], at: Steps, types: Mapping[str, str]) -> Iterator[Problem]:
    """Check a field that contains codes; what it names must exist for that, which another rule checks."""
    named = vocabularies_of(schema)
    wanted = sorted({types[name] for name in named if name in types})
    if len(wanted) > 1:
        message = f"the vocabularies have codes of different types: {' and '.join(wanted)}"
        yield Problem(at, message, "name vocabularies of one type only")
    elif wanted and schema.get("type") != wanted[0]:
        message = f"the codes are of type {wanted[0]}"
        yield Problem(at, message, f'write "type": "{wanted[0]}"')
    if len(set(named)) < len(named):
        yield Problem(at, "a vocabulary is named twice", "name each once")
    for key in sorted({"const", "enum", "anyOf"} & set(schema)) if named else ():
        message = f"both `{key}` and the vocabulary say which values there are"
        yield Problem(at, message, f"keep `{key}` or `x-vocabulary`")


def _fields(schema: dict[str, Any], path: Steps) -> Iterator[Problem]:
    properties = schema.get("properties", {})
    for name, child in properties.items():
        if "description" not in child:
            at = (*path, "properties", name)
            yield Problem(at, f"the field {name!r} is not described", "add a description in your own words")
    for name in schema.get("required", ()) if properties else ():
        if name not in properties:
            at = (*path, "required")
            yield Problem(at, f"{name!r} is required but not among the properties", "describe it")
    if "properties" in schema:
        yield from _choices(schema, path)


def _choices(schema: dict[str, Any], path: Steps) -> Iterator[Problem]:
    """Check the branches of an object, whose names only are known to each type made from it."""
    for index, branch in enumerate(schema.get("anyOf", ())):
        if set(branch) != {"required"}:
            at = (*path, "anyOf", index)
            advice = "let it hold `required` only, and describe all fields beside `anyOf`"
            yield Problem(at, "a branch of an object says more than which fields must be there", advice)
        elif unknown := sorted(set(branch["required"]) - set(schema.get("properties", ()))):
            message = f"{unknown[0]!r} is required but not among the properties"
            yield Problem((*path, "anyOf", index, "required"), message, "describe it")


def _depth(schema: dict[str, Any]) -> int:
    return 1 + max((_depth(child) for _, child in children(schema)), default=0)


def _exists(schema: Any, steps: Sequence[str]) -> bool:
    if not steps:
        return True
    children = [schema.get("properties", {}).get(steps[0])]
    children += [schema.get("items")] if steps[0] == "*" else []
    if any(child is not None and _exists(child, steps[1:]) for child in children):
        return True
    return any(_exists(branch, steps) for branch in schema.get("anyOf", ()))


RULE = Rule(
    "payload-body",
    "A payload's body describes each field, has what identifies it and never contradicts itself.",
    "provider",
    check,
    why=(
        "Schemas, models and field tables are all made of the body. A required field that is not "
        "described, a sign that the body does not have or a field of codes of two types would make "
        "them contradict each other."
    ),
    advice=(
        "Describe each field once, in the place the finding names, and let signs point to fields that "
        "are there."
    ),
)
