"""Rule translation-length: a translation fits where its source fits."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import pairs

_LONGEST = {"button": 24, "title": 60}
"""In characters, as for the source: a button is one line on a small phone, a title two."""
_TIMES, _MORE = 2, 20


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what is too long for its place, or far longer than its source."""
    for pair in pairs(node):
        by_source = _TIMES * len(pair.source) + _MORE
        longest = min(_LONGEST.get(pair.place, by_source), by_source)
        if len(pair.text) > longest:
            message = f"it has {len(pair.text)} characters, and there is room for {longest}"
            yield Problem(pair.at, message, "say it in fewer words; what is not needed to act can go")


RULE = Rule(
    "translation-length",
    "A translation is at most as long as its place allows, and about twice its source.",
    "translations",
    check,
    suppressible=True,
    why=(
        "Screens are laid out with the source in mind. A label that is too long is cut off in the middle "
        "of a word, on the one button that leads out of the situation."
    ),
    advice="Say it shorter. A button needs a verb, and seldom more.",
)
