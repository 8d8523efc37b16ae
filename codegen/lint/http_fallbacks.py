"""Rule http-fallbacks: each HTTP status leads to at most one category, which says enough by itself."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Taxonomy


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a range that is empty, meets an earlier one or leads to too little."""
    taxonomy: Taxonomy = node.value
    taken: set[int] = set()
    for index, fallback in enumerate(taxonomy.http_fallbacks):
        at = ("http_fallbacks", index)
        statuses = range(fallback.first, fallback.last + 1)
        if not statuses:
            yield Problem((*at, "last"), "the range ends before it starts", "swap `first` and `last`")
        if both := sorted(taken.intersection(statuses)):
            yield Problem(at, f"status {both[0]} is in an earlier range, too", "keep it in one of them")
        taken.update(statuses)


RULE = Rule(
    "http-fallbacks",
    "No HTTP status is in two ranges.",
    "model",
    check,
    on=(Taxonomy,),
    why=(
        "A code that the spec does not list is judged by its HTTP status. With two answers for one status "
        "the order of a list would decide."
    ),
    advice="Split the ranges so that each status is in one.",
)
