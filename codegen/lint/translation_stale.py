"""Rule translation-stale: a translation belongs to the text that it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import pairs
from codegen.text.json_text import digest


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each translation whose source is no longer what it was."""
    for pair in pairs(node):
        if pair.found.of != (now := digest(pair.source)):
            advice = f'make it say "{pair.source}" and write "of": "{now}"; it has to be reviewed again'
            yield Problem((*pair.path, "of"), f"the translation of {pair.key!r} is stale", advice)


RULE = Rule(
    "translation-stale",
    "No text has changed since it was translated.",
    "translations",
    check,
    suppressible=True,
    why=(
        "Whoever rewords a text rarely reads all its translations. The digest beside each of them "
        "notices: a translation whose source says something else now may be untrue, and where money is at "
        "stake that costs. Until it is looked at, it counts as a draft, even if it was reviewed."
    ),
    advice=(
        "Read the source and the translation side by side, correct the translation, then write the digest "
        "that the finding gives. Remove `reviewed`: the words that were reviewed are not these."
    ),
)
