"""Rule repeated-item: nothing is in a list twice."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule, lists_of
from codegen.model import CodeText, Evidence, Flag, HttpStatusFact, Model, Surface, WireMessage
from codegen.read.findings import Fix

_ITEMS = str | int | Flag | Evidence | HttpStatusFact | WireMessage
_IN_ORDER = {"steps", "reproduce"}
"""Lists of what is done one after the other, where the same may be done again."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each item that an earlier one of its list equals."""
    part: Model = node.value
    if isinstance(part, Surface | CodeText):
        return  # surface-membership and texts-complete look at these across their lists
    for name in lists_of(type(part)):
        items = getattr(part, name)
        if not isinstance(items, tuple) or len(items) < 2 or name in _IN_ORDER:
            continue
        for index, item in enumerate(items):
            if index and isinstance(item, _ITEMS) and item in items[:index]:
                path = (name, index)
                fix = Fix(node.place.child(*path), "remove")
                yield Problem(path, "this is in the list already", "remove it", fix)


RULE = Rule(
    "repeated-item",
    "Nothing is in a list twice.",
    "model",
    check,
    why=(
        "An item that is there twice is shown twice on the site and counted twice. Usually it was pasted and "
        "meant to become something else."
    ),
    advice="Remove it, or change it to what it was meant to be.",
)
