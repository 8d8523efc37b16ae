"""Rule orphan-example: every example belongs to a payload."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.text.guess import choices


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each payload that examples are filed under and that does not exist."""
    known = {payload.id for provider, _ in node.spec.providers for payload in provider.payloads}
    filed = {example.payload_id: example.place.file for example in node.spec.examples}
    for payload_id, file in sorted(filed.items()):
        if payload_id not in known:
            message = f"{file} has examples of {payload_id}, which does not exist"
            yield Problem((), message, f"rename the file ({choices(payload_id, known, 'to a payload')})")


RULE = Rule(
    "orphan-example",
    "Every file of examples has the name of a payload.",
    "spec",
    check,
    suppressible=True,
    why=(
        "Examples are found by the id of their payload. When the payload is renamed and the file is "
        "not, they are no longer checked by anything, and everyone believes that they are."
    ),
    advice="Rename the file to the payload's id, or delete it.",
)
