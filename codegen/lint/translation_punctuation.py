"""Rule translation-punctuation: a translation is written as its language is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import pairs


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each habit of the language that a text breaks."""
    for pair in pairs(node):
        for convention in node.value.wording.punctuation:
            if found := re.search(convention.pattern, pair.text):
                yield Problem(pair.at, f"{found.group()!r} is not how this is written", convention.advice)


RULE = Rule(
    "translation-punctuation",
    "A translation follows the punctuation of its language.",
    "translations",
    check,
    suppressible=True,
    why=(
        "A question without `¿`, a straight quotation mark or a colon that a line break tears off shows "
        "at once that no native writer was here, and people who are asked for their bank look for such "
        "signs of fraud. The habits of each language are in its file, under `punctuation`."
    ),
    advice=(
        "Write the sign that the finding names. If the pattern is wrong, correct it in the file of the "
        "language."
    ),
)
