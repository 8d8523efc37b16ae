"""Rule field-roles: the roles of a payload's fields fit together and fit the fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.resolve.bodies import broken_references, coded_fields, expanded, roles

_CODED = ("outcome", "detail")
"""Roles that decide what a payload as a whole means, so that only a field with codes can have them."""


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
        outcomes = Counter(pointer.rpartition("/")[0] for pointer, role in found if role == "outcome")
        for pointer, role in found:
            if role in _CODED and pointer not in coded:
                yield Problem(at, f"{pointer} is the {role} but has no codes", "add `x-vocabulary` to it")
        for above, number in outcomes.items():
            if number > 1:
                message = f"{number} fields of {above or 'the body'} are the outcome"
                yield Problem(at, message, "let one field have this role")
        if times["detail"] and not times["outcome"]:
            yield Problem(
                at, "there is a detail but no outcome", 'mark the outcome with `"x-role": "outcome"`'
            )


RULE = Rule(
    "field-roles",
    "An object has at most one outcome; it and its details hold codes; details have an outcome beside them.",
    "provider",
    check,
    why=(
        "Where one field says how an attempt ended and others say why, the packages give one verdict from "
        "them. With two outcomes, or one that has no codes, there would be none. An object inside, such as "
        "a deposit switch in an account, may have an outcome of its own: the most urgent decides."
    ),
    advice="Mark one field as the outcome and those that say why as its details.",
)
