"""Rule message-placeholders: the parts of a literal text that differ are named, and are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Address, WireMessage
from codegen.read.findings import Fix

_GAP = re.compile(r"\{\w[^{}\"]*\}|\.\.\.|…")
"""Placeholders in a text: a word in braces, or an ellipsis."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a placeholder that the text lacks, and for one that it has without saying so."""
    part: WireMessage | Address = node.value
    field, text = ("text", part.text) if isinstance(part, WireMessage) else ("value", part.value)
    for index, placeholder in enumerate(part.placeholders):
        if placeholder not in text:
            advice = "copy it exactly from the text, or remove it"
            yield Problem(("placeholders", index), f"{placeholder!r} does not occur in the text", advice)
    for gap in dict.fromkeys(_GAP.findall(text)):
        if not any(gap in placeholder for placeholder in part.placeholders):
            advice = f"add it to `placeholders`: {gap!r}"
            message = f"{gap!r} replaces something that no placeholder names"
            yield Problem((field,), message, advice, _named(node, field, gap))


def _named(node: Node, field: str, gap: str) -> Fix:
    """Return the fix that adds a placeholder to the list, or the list where there is none yet."""
    if "placeholders" in node.value.model_fields_set:
        return Fix(node.place.child("placeholders"), "append", gap)
    return Fix(node.place, "insert", [gap], key="placeholders", after=field)


RULE = Rule(
    "message-placeholders",
    "Each placeholder of a message or address occurs in it, and what looks like one is named.",
    "model",
    check,
    on=(
        WireMessage,
        Address,
    ),
    suppressible=True,
    why=(
        "To search a log for a message, people must know which parts of it are literal. A placeholder that "
        "is not named is searched for as if it were on the wire; one that does not occur leaves the "
        "reader looking for what it replaces."
    ),
    advice="Copy each part that differs from case to case into `placeholders`, exactly as the text has it.",
)
