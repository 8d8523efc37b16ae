"""Rule name-legal: every name can be used in every target."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Code, Payload, ProviderFile, Vocabulary
from codegen.naming import provider_problem, symbol_problem, type_problem


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a name that some language or file system refuses."""
    part = node.value
    if isinstance(part, Code):
        field, why = "name", symbol_problem(part.name)
    elif isinstance(part, Vocabulary | Payload):
        field, why = "type_name", type_problem(part.type_name)
    elif isinstance(part, ProviderFile):
        field, why = "id", provider_problem(part.id)
    else:
        return
    if why:
        yield Problem(
            (field,), f"{getattr(part, field)} cannot be used: {why}", "choose another name; the value stays"
        )


RULE = Rule("name-legal", "Every name is legal in every target.", "model", check)
