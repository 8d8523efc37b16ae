"""Rule name-legal: every name can be used in every target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Category, Code, Method, Payload, ProviderFile, RootFile, Vocabulary
from codegen.text.naming import local_problem, path_problem, provider_problem, symbol_problem, type_problem

Steps = tuple[str | int, ...]
Kind = Literal["vocabulary", "payload"]


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a name that some language or file system refuses."""
    for path, name, why in _problems(node.value):
        if why:
            message = f"{_shown(name)} cannot be used: {why}"
            yield Problem(path, message, "choose another name; what is on the wire stays")


def _problems(part: object) -> Iterator[tuple[Steps, str, str | None]]:
    if isinstance(part, Code):
        yield ("name",), part.name, symbol_problem(part.name)
    elif isinstance(part, Vocabulary | Payload):
        yield ("type_name",), part.type_name, type_problem(part.type_name)
        kind: Kind = "vocabulary" if isinstance(part, Vocabulary) else "payload"
        yield ("id",), part.id, local_problem(kind, part.id)
    elif isinstance(part, Method):
        yield ("id",), part.id, local_problem("method", part.id)
    elif isinstance(part, Category):
        yield ("id",), part.id, path_problem(part.id)
    elif isinstance(part, RootFile):
        yield from ((("locales", index), name, path_problem(name)) for index, name in enumerate(part.locales))
    elif isinstance(part, ProviderFile):
        yield ("id",), part.id, provider_problem(part.id)
        yield from ((("parts", index), name, path_problem(name)) for index, name in enumerate(part.parts))


def _shown(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:37]}..."


RULE = Rule(
    "name-legal",
    "Every name is legal in every target.",
    "model",
    check,
    on=(Category, Code, Method, Payload, ProviderFile, RootFile, Vocabulary),
    why=(
        "Names become constants, types, modules and pages. A word that one language or file system "
        "keeps for itself would make the whole output of that target unusable."
    ),
    advice="Choose another name; `value` and everything else that is on the wire stays as it is.",
)
