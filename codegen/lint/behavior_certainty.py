"""Rule behavior-certainty: a classification is as sure as the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Absent, Code, Context

_RANK = ("L", "M", "H")


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where the confidence of a behavior is not that of its best evidence."""
    facts = node.value
    if not isinstance(facts, Code | Context | Absent) or facts.behavior is None:
        return
    found = [item.confidence for item in facts.evidence if "behavior" in item.supports]
    best = max(found, key=_RANK.index, default=facts.behavior.confidence)
    if best != facts.behavior.confidence:
        message = f"the confidence is {facts.behavior.confidence}, that of the best evidence for it is {best}"
        advice = "make them equal, or split the evidence: what it says of the value may be surer"
        yield Problem(("behavior", "confidence"), message, advice)


RULE = Rule(
    "behavior-certainty",
    "A behavior is as certain as the best evidence that supports it.",
    "model",
    check,
    suppressible=True,
    why=(
        "A reader who sees that a classification is certain stops asking. If the source behind it only hints "
        "at it, a program builds a retry on a guess."
    ),
    advice=(
        "Set both to what the source really allows. A source may be sure of a value and silent on what to do "
        "about it: then the value and the behavior have an evidence entry each."
    ),
)
