"""Rule payload-titles: every object inside a payload has a name of its own, for the types made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model import ProviderFile
from codegen.resolve.bodies import Steps, children
from codegen.text.naming import kebab, type_problem

_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each nested object whose title is missing, illegal or taken."""
    provider = node.value
    parts = [*provider.vocabularies, *provider.payloads]
    taken = {kebab(part.type_name): part.type_name for part in parts}
    for name, body in provider.definitions.items():
        if "title" in body:
            yield Problem(("definitions", name, "title"), f"{name} is named by its key", "remove the title")
        if why := type_problem(name):
            yield Problem(("definitions", name), f"{name} cannot be used: {why}", "choose another name")
        if kebab(name) in taken:
            message = f"{name} is already the name of {taken[kebab(name)]}"
            yield Problem(("definitions", name), message, "choose another name for the definition")
        taken[kebab(name)] = name
    for top, body in _bodies(provider):
        for path, schema in _objects(body, top):
            title = schema.get("title")
            if not isinstance(title, str) or not _PASCAL.fullmatch(title):
                yield Problem(path, "the object has no name for its type", "add a `title` in PascalCase")
            elif why := type_problem(title):
                yield Problem((*path, "title"), f"{title} cannot be used: {why}", "choose another title")
            elif kebab(title) in taken:
                message = f"{title} is already the name of {taken[kebab(title)]}"
                yield Problem(
                    (*path, "title"), message, "choose a title that no other type of the provider has"
                )
            else:
                taken[kebab(title)] = title


def _bodies(provider: ProviderFile) -> Iterator[tuple[Steps, dict[str, Any]]]:
    yield from ((("definitions", name), body) for name, body in provider.definitions.items())
    yield from (
        (("payloads", index, "body"), payload.body) for index, payload in enumerate(provider.payloads)
    )


def _objects(schema: Any, path: Steps, *, nested: bool = False) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Yield the nested schemas that declare properties, and where they are."""
    if not isinstance(schema, dict):
        return
    if nested and "properties" in schema:
        yield path, schema
    for steps, child in children(schema):
        yield from _objects(child, (*path, *steps), nested=nested or steps[0] != "anyOf")


RULE = Rule(
    "payload-titles",
    "Every object inside a payload has a title of its own.",
    "provider",
    check,
    why=(
        "Every nested object becomes a type in two languages. Without its own title it would be "
        "named after its position, and its name would change whenever something is added before it."
    ),
    advice="Add a `title` in PascalCase that no other type of the provider has.",
)
