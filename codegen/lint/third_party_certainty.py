"""Rule third-party-certainty: what a third party says is never certain."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule, is_third_party
from codegen.model import Confidence, Evidence

CERTAIN: Confidence = "H"


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for evidence that is called certain and is not the provider's own word."""
    item: Evidence = node.value
    if item.confidence == CERTAIN and is_third_party(node, item.source):
        message = f"{item.source!r} is not the provider's own, so it cannot make this certain"
        yield Problem(
            ("confidence",), message, "lower the confidence, or cite a source of the provider's own"
        )


RULE = Rule(
    "third-party-certainty",
    "Evidence from a source that is not first-party is never of confidence H.",
    "model",
    check,
    on=(Evidence,),
    suppressible=True,
    why=(
        "Confidence H means that the source states it and has the right to. A client library or article may "
        "be correct today, but its author learned it from somewhere else and does not hear of changes. A "
        "reader who filters by confidence must not get what was only passed on."
    ),
    advice=(
        "Set the confidence to M or L, or add evidence from the provider's own documents, which may then "
        "be H. If the source is the provider's own after all, correct its `kind`."
    ),
)
