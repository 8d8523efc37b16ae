"""Rule behavior-certainty: a classification is as sure as the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Absent, Code, Context

_RANK = ("L", "M", "H")
_DOUBTS = {"inferred", "doc_conflict", "extraction_gap"}
"""Flags beside which no source can be said to state the behavior."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where the confidence of a behavior is not that of its best evidence."""
    facts: Code | Context | Absent = node.value
    if facts.behavior is None:
        return
    doubts = sorted({flag.id for flag in facts.flags} & _DOUBTS)
    if doubts and facts.behavior.confidence == "H":
        message = f"the confidence is H beside the flag {doubts[0]!r}"
        advice = "lower it to what the sources allow, or settle what the flag says"
        yield Problem(("behavior", "confidence"), message, advice)
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
    on=(
        Code,
        Context,
        Absent,
    ),
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
