"""Rule http-fallbacks: each HTTP status leads to at most one category, which says enough by itself."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Taxonomy

_NEEDED = ("retry", "phase", "severity")


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a range that is empty, meets an earlier one or leads to too little."""
    taxonomy = node.value
    if not isinstance(taxonomy, Taxonomy):
        return
    categories = {category.id: category for category in taxonomy.categories}
    taken: set[int] = set()
    for index, fallback in enumerate(taxonomy.http_fallbacks):
        at = ("http_fallbacks", index)
        statuses = range(fallback.first, fallback.last + 1)
        if not statuses:
            yield Problem((*at, "last"), "the range ends before it starts", "swap `first` and `last`")
        if both := sorted(taken.intersection(statuses)):
            yield Problem(at, f"status {both[0]} is in an earlier range, too", "keep it in one of them")
        taken.update(statuses)
        category = categories.get(fallback.category)
        lacking = [name for name in _NEEDED if category and getattr(category, name) is None]
        if lacking:
            message = f"{fallback.category!r} does not say its {' and '.join(lacking)}"
            yield Problem((*at, "category"), message, f"add {lacking[0]!r} to the category")


RULE = Rule(
    "http-fallbacks",
    "No HTTP status is in two ranges, and each range leads to a category with retry, phase and severity.",
    "model",
    check,
    why=(
        "A code that is not listed is judged by its HTTP status. Two answers for one status would make "
        "the order of a list decide, and a category without retry, phase or severity is no answer."
    ),
    advice="Part the ranges, and give the category what it lacks.",
)
