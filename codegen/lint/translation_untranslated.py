"""Rule translation-untranslated: nothing is left in the first language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import PLACEHOLDER, pairs

_RUN = 2
"""So many shared words in a row were surely left: one alone may be the same in both languages."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what is the source, or has words in a row from it."""
    for pair in pairs(node):
        if pair.text.casefold() == pair.source.casefold():
            yield Problem(pair.at, f"{pair.text!r} is the text to translate", "translate it")
        elif left := _shared(pair.source, pair.text):
            yield Problem(pair.at, f"{left!r} was left as it is", "translate it, too")


def _shared(source: str, text: str) -> str | None:
    """Return words in a row that both texts have."""
    theirs, ours = (_words(item) for item in (source, text))
    runs = {tuple(theirs[at : at + _RUN]) for at in range(len(theirs) - _RUN + 1)}
    found = (tuple(ours[at : at + _RUN]) for at in range(len(ours) - _RUN + 1))
    return next((" ".join(run) for run in found if run in runs), None)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", PLACEHOLDER.sub(" ", text).casefold())


RULE = Rule(
    "translation-untranslated",
    "A translation contains no words that were left in the first language.",
    "translations",
    check,
    suppressible=True,
    why=(
        "A sentence that changes its language halfway looks broken or forged. It happens when a text is "
        "copied to be translated later, or when a source grows by a sentence."
    ),
    advice="Translate what is left. If both languages really say it alike, accept the finding with a reason.",
)
