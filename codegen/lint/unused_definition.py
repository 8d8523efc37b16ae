"""Rule unused-definition: a shared part that no payload uses is no shared part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.resolve.bodies import children, definition_name
from codegen.text.guess import meant


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each definition that no payload leads to."""
    provider = node.value
    used: set[str] = set()
    for payload in provider.payloads:
        _follow(payload.body, provider.definitions, used)
    used |= meant(used, provider.definitions)
    for name in provider.definitions:
        if name not in used:
            yield Problem(
                ("definitions", name),
                f"no payload uses {name}",
                f'name it with "#/definitions/{name}", or remove it',
            )


def _follow(schema: dict[str, Any], definitions: dict[str, dict[str, Any]], used: set[str]) -> None:
    """Note the definitions that a schema leads to, directly or through others."""
    name = definition_name(schema)
    if name is not None and name not in used:
        used.add(name)
        _follow(definitions.get(name, {}), definitions, used)
    for _, child in children(schema):
        _follow(child, definitions, used)


RULE = Rule(
    "unused-definition",
    "Every definition is used by a payload.",
    "provider",
    check,
    suppressible=True,
    why=(
        "A definition becomes a type, a schema and a page only through the payloads that name it. One that "
        "none names is a description that no reader sees and no author keeps right."
    ),
    advice="Name it with `$ref` where its fields are in a payload, or remove it.",
)
