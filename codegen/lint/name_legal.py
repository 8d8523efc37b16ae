"""Rule name-legal: every name can be used in every target."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Code, Payload, ProviderFile, Vocabulary
from codegen.text.naming import provider_problem, symbol_problem, type_problem, vocabulary_problem


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a name that some language or file system refuses."""
    for field, why in _problems(node.value):
        name = getattr(node.value, field)
        yield Problem(
            (field,), f"{name} cannot be used: {why}", "choose another name; what is on the wire stays"
        )


def _problems(part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, Code):
        yield from _if("name", symbol_problem(part.name))
    if isinstance(part, Vocabulary | Payload):
        yield from _if("type_name", type_problem(part.type_name))
    if isinstance(part, Vocabulary):
        yield from _if("id", vocabulary_problem(part.id))
    if isinstance(part, ProviderFile):
        yield from _if("id", provider_problem(part.id))


def _if(field: str, why: str | None) -> Iterator[tuple[str, str]]:
    if why:
        yield field, why


RULE = Rule(
    "name-legal",
    "Every name is legal in every target.",
    "model",
    check,
    why=(
        "Names become constants, types, modules and pages. A word that one language or file system "
        "keeps for itself would make the whole output of that target unusable."
    ),
    mend="Choose another name; `value` and everything else that is on the wire stays as it is.",
)
