"""Rule taxonomy-terms: each word is on its axis once, and there is a category for what is not listed."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Taxonomy, Term

UNLISTED = "unknown"


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a word given twice, and for a taxonomy without the category of unlisted codes."""
    taxonomy: Taxonomy = node.value
    for axis in Taxonomy.model_fields:
        terms = [term for term in getattr(taxonomy, axis) if isinstance(term, Term)]
        ids = [term.id for term in terms]
        for index, word in enumerate(ids):
            if word in ids[:index]:
                yield Problem((axis, index, "id"), f"{word!r} is here twice", "keep one of them")
    if UNLISTED not in [category.id for category in taxonomy.categories]:
        advice = f"add the category {UNLISTED!r}: the packages give it to codes that the spec does not list"
        yield Problem(("categories",), f"there is no category {UNLISTED!r}", advice)


RULE = Rule(
    "taxonomy-terms",
    "Each word is on its axis once; `unknown` is a category.",
    "model",
    check,
    on=(Taxonomy,),
    why=(
        "Programs branch on these words. A word given twice has two meanings, and without a category "
        "for what is not listed the packages have no answer to a value that is newer than they are."
    ),
    advice="Keep one of the two entries, and keep the category of unlisted codes.",
)
