"""Rule translation-direction: what runs the other way is marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import pairs

_OPENS, _CLOSES = "\u2066\u2068\u200e", "\u2069\u200e"
_LATIN = re.compile(r"\{\w*\}|[A-Za-z](?:[\w .&'-]*\w)?", re.ASCII)
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORCED = re.compile("[\u202a-\u202e]")
_ADVICE = "put U+2068 before it and U+2069 after it"


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for names that break the order of a line, and for marks that have no work to do."""
    for pair in pairs(node):
        if _FORCED.search(pair.text):
            yield Problem(
                pair.at, "a mark forces a direction on what follows", "use U+2068 and U+2069 instead"
            )
        elif node.value.dir == "rtl":
            for name in _unmarked(pair.text):
                yield Problem(pair.at, f"nothing marks the direction of {name!r}", _ADVICE)
        elif _MARKS.search(pair.text):
            yield Problem(pair.at, "a direction mark is in a text from left to right", "remove it")


def _unmarked(text: str) -> Iterator[str]:
    """Yield each Latin name and placeholder that is not between marks."""
    for found in _LATIN.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if not (before and before in _OPENS and after and after in _CLOSES):
            yield found.group()


RULE = Rule(
    "translation-direction",
    "In a text from right to left, Latin names and placeholders are between direction marks.",
    "translations",
    check,
    suppressible=True,
    why=(
        "A browser guesses the direction of neutral signs from their neighbors. After a Latin name, a "
        "period, a parenthesis or a number jumps to the wrong end of the line, and the sentence says "
        "something else. What is filled in may be Latin, too. Marks that force a direction can hide text, "
        "so they are refused everywhere."
    ),
    advice=(
        "Write U+2068 (first strong isolate) before the name or placeholder and U+2069 (pop directional "
        "isolate) after it."
    ),
)
