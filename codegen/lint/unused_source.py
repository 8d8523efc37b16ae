"""Rule unused-source: a source that nothing cites is no source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule, parts_of
from codegen.model import Evidence, HttpStatusFact, Model, WireMessage
from codegen.text.guess import meant


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each source that no fact points to."""
    cited = set(_cited(node.value))
    cited |= meant(cited, (source.id for source in node.value.sources))
    for index, source in enumerate(node.value.sources):
        if source.id not in cited:
            yield Problem(
                ("sources", index), f"nothing cites {source.id!r}", "cite it as evidence, or remove it"
            )


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, Evidence):
        yield value.source
    elif isinstance(value, HttpStatusFact | WireMessage):
        yield from value.sources
    elif isinstance(value, Model):
        for field in parts_of(type(value)):
            yield from _cited(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from _cited(item)


RULE = Rule(
    "unused-source",
    "Every source is cited by at least one fact.",
    "provider",
    check,
    suppressible=True,
    why=(
        "The list of sources is a promise that something was taken from each. One that nothing cites "
        "is either left over or was meant to be cited and forgotten; both mislead a reader who checks the "
        "facts."
    ),
    advice="Cite it as evidence of what it says, or remove it.",
)
