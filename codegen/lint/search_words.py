"""Rule search-words: each word leads to one concept, and concepts name words of the taxonomy."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Search
from codegen.searcher import Stemmer

_AXES = {"category": "categories", "challenge": "challenges", "situation": "situations"}


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a word of two concepts, for one that says nothing, and for an unknown term."""
    search: Search = node.value
    words = Stemmer([(item.end, item.put, item.least) for item in search.suffixes], search.fillers)
    seen: dict[str, str] = {}
    for number, concept in enumerate(search.concepts):
        for index, phrase in enumerate(concept.words):
            path, stems = ("concepts", number, "words", index), " ".join(words.of(phrase))
            if not stems or all(word in search.fillers for word in phrase.lower().split()):
                yield Problem(path, f"{phrase!r} says nothing that can be looked for", "remove it")
            elif stems in seen:
                message = f"{phrase!r} is the same as {seen[stems]!r} to the search"
                yield Problem(path, message, "keep one of them")
            seen.setdefault(stems, phrase)
        for index, reference in enumerate(concept.terms):
            axis, _, id = reference.partition(":")
            known = [term.id for term in getattr(node.spec.root.taxonomy, _AXES[axis])]
            if id not in known:
                path = ("concepts", number, "terms", index)
                yield Problem(path, f"no {axis} is called {id!r}", f"choose from: {', '.join(known)}")


RULE = Rule(
    "search-words",
    "Each word of the search leads to one concept, and concepts name words of the taxonomy.",
    "model",
    check,
    on=(Search,),
    why=(
        "The index keeps one concept for each word. A word of two concepts would find the codes of one of "
        "them, and no one could say which; a word that is only fillers or endings would find nothing."
    ),
    advice="Keep the word in the concept that it means most often, or merge the two.",
)
