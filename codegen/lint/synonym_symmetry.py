"""Rule synonym-symmetry: synonyms name each other and behave alike."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.text.guess import meant


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a synonym that does not answer, or that differs in category."""
    code = node.value
    assert node.vocabulary is not None
    others = {other.name: other for other in node.vocabulary.codes}
    for index, name in enumerate(code.synonyms):
        other = others.get(name)
        if other is None:
            continue  # dangling-reference reports it
        if name == code.name or code.name not in {*other.synonyms, *meant(other.synonyms, others)}:
            advice = f"add {code.name} to the synonyms of {name}, or remove it here"
            yield Problem(("synonyms", index), f"{name} does not name {code.name} as its synonym", advice)
        if code.behavior and other.behavior and code.behavior.category != other.behavior.category:
            message = f"{name} means {other.behavior.category}, {code.name} means {code.behavior.category}"
            yield Problem(
                ("synonyms", index), message, "give both the same category, or do not call them synonyms"
            )


RULE = Rule(
    "synonym-symmetry",
    "Synonyms name each other and share a category.",
    "code",
    check,
    suppressible=True,
    why=(
        "A reader of either code should learn of the other. Two words for the same thing that lead to "
        "different branches are not synonyms but a mistake in one of the two."
    ),
    advice=(
        "Let both name each other and give both the same category; if they differ on purpose, do not "
        "call them synonyms."
    ),
)
