"""Rule weak-sign: a payload has a sign that not any API has."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Payload
from codegen.resolve.bodies import broken_references, expanded
from codegen.resolve.evidence import marks, points_of_sign


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each payload whose signs are fields and values that any API has."""
    assert node.provider is not None
    payloads: tuple[Payload, ...] = node.provider.payloads
    for index, payload in enumerate(payloads):
        if not _is_distinctive(payload, node):
            names = ", ".join(sign.pointer for sign in payload.recognize)
            message = f"{payload.id} is recognized by what any API has: {names}"
            fix = "add a sign that only this provider has"
            yield Problem(("payloads", index, "recognize"), message, fix)


def _is_distinctive(payload: Payload, node: Node) -> bool:
    assert node.provider is not None
    provider, recognition = payload.id.partition(":")[0], node.spec.decisions.recognition
    if any(points_of_sign(sign, provider, recognition) for sign in payload.recognize):
        return True
    definitions = node.provider.definitions
    if "properties" not in payload.body or broken_references(payload.body, definitions):
        return True  # another rule reports it
    return bool(marks(expanded(payload.body, definitions), provider, recognition))


RULE = Rule(
    "weak-sign",
    "A payload has a sign, or a field, that not any API has.",
    "provider",
    check,
    suppressible=True,
    why=(
        "`id` and `status` are in half of all JSON. A payload whose signs are such fields takes the bodies "
        "of others for its own, and tells a program that a payment succeeded that was never made."
    ),
    advice=(
        "Add a sign with a value, such as the name of an event, or one whose field has a name of its own. If "
        "the provider sends nothing of the kind, suppress the finding: the payload is then recognized only "
        "where the caller names the provider."
    ),
)
