"""Rule translation-placeholders: a translation has the placeholders of its source."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import PLACEHOLDER, pairs


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each translation in which applications fill in more or less."""
    for pair in pairs(node):
        here, there = (set(PLACEHOLDER.findall(text)) for text in (pair.text, pair.source))
        for name in sorted(there - here):
            advice = f"write {name} where it belongs in the sentence"
            yield Problem(pair.at, f"the placeholder {name} is missing", advice)
        for name in sorted(here - there):
            yield Problem(pair.at, f"the source has no placeholder {name}", "remove it")


RULE = Rule(
    "translation-placeholders",
    "A translation has the same placeholders as its source.",
    "translations",
    check,
    why=(
        "Applications fill in what the source asks for. A placeholder that is missing drops a name or an "
        "amount from the sentence; one too many is shown to the user as it is."
    ),
    advice="Copy the placeholders to the letter; only their order may differ.",
)
