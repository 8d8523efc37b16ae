"""Rule field-roles: the roles of a payload's fields fit together and fit the fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from codegen.bodies import broken_references, coded_fields, expanded, roles
from codegen.lint._node import Node, Problem, Rule

_ONCE = ("outcome", "detail")
"""Roles that decide what a payload as a whole means: one field each, and it holds codes."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a role that cannot do what it is for."""
    provider = node.value
    for index, payload in enumerate(provider.payloads):
        at = ("payloads", index, "body")
        if broken_references(payload.body, provider.definitions):
            continue
        body = expanded(payload.body, provider.definitions)
        found = list(roles(body))
        coded = {field.pointer for field in coded_fields(body)}
        times = Counter(role for _, role in found)
        for pointer, role in found:
            if role in _ONCE and pointer not in coded:
                yield Problem(at, f"{pointer} is the {role} but holds no codes", "add `x-vocabulary` to it")
        for role in _ONCE:
            if times[role] > 1:
                yield Problem(at, f"{times[role]} fields are the {role}", "let one field have this role")
        if times["detail"] and not times["outcome"]:
            yield Problem(
                at, "there is a detail but no outcome", 'mark the outcome with `"x-role": "outcome"`'
            )


RULE = Rule(
    "field-roles",
    "A payload has at most one outcome and one detail; both hold codes; a detail has an outcome beside it.",
    "provider",
    check,
    why=(
        "Where one field says how an attempt ended and another says why, the packages give one verdict from "
        "both. With two outcomes, or one that holds no codes, there would be none."
    ),
    mend="Mark one field as the outcome and, if there is one, another as its detail.",
)
