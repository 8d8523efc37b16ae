"""Rule payload-titles: every object inside a payload has a name of its own, for the types made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.naming import kebab, type_problem

Below = tuple[str | int, ...]
_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each nested object whose title is missing, illegal or taken."""
    provider = node.value
    parts = [*provider.vocabularies, *provider.payloads]
    taken = {kebab(part.type_name): part.type_name for part in parts}
    for index, payload in enumerate(provider.payloads):
        for below, schema in _objects(payload.body, ("payloads", index, "body")):
            title = schema.get("title")
            if not isinstance(title, str) or not _PASCAL.fullmatch(title):
                yield Problem(below, "the object has no name for its type", "add a `title` in PascalCase")
            elif why := type_problem(title):
                yield Problem((*below, "title"), f"{title} cannot be used: {why}", "choose another title")
            elif kebab(title) in taken:
                message = f"{title} is already the name of {taken[kebab(title)]}"
                yield Problem(
                    (*below, "title"), message, "choose a title that no other type of the provider has"
                )
            else:
                taken[kebab(title)] = title


def _objects(schema: Any, below: Below, *, nested: bool = False) -> Iterator[tuple[Below, dict[str, Any]]]:
    """Yield the nested schemas that declare properties, and where they stand."""
    if not isinstance(schema, dict):
        return
    if nested and "properties" in schema:
        yield below, schema
    for name, child in schema.get("properties", {}).items():
        yield from _objects(child, (*below, "properties", name), nested=True)
    if "items" in schema:
        yield from _objects(schema["items"], (*below, "items"), nested=True)
    for index, branch in enumerate(schema.get("anyOf", ())):
        yield from _objects(branch, (*below, "anyOf", index), nested=nested)


RULE = Rule("payload-titles", "Every object inside a payload has a title of its own.", "provider", check)
