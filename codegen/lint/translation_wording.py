"""Rule translation-wording: texts for people hold no codes, no jargon and no blame, in any language."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import TranslatedText, pairs
from codegen.lint._wording import Test, tests_of, words
from codegen.model import EndUserText
from codegen.model.strings import NEVER_ASK


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what an end user should not read, and for secrets that are no longer named."""
    wording = node.value.wording
    tests = tests_of(wording, node.spec)
    theirs = words(node.spec.texts[0][0].wording.must_never_ask)
    ours = words(wording.must_never_ask)
    for pair in pairs(node):
        if pair.place in EndUserText.model_fields:
            yield from _shown(pair, tests)
        elif pair.key.startswith(NEVER_ASK) and theirs.search(pair.source) and not ours.search(pair.text):
            advice = f"name it: {', '.join(wording.must_never_ask)}"
            yield Problem(pair.at, "the secret that must not be asked for is not named", advice)


def _shown(pair: TranslatedText, tests: list[Test]) -> Iterator[Problem]:
    for what, find in tests:
        if found := find(pair.text):
            advice = "use words that are known to people who have never heard of this software"
            yield Problem(pair.at, f"{found!r} is {what}", advice)


RULE = Rule(
    "translation-wording",
    "Translations for end users have no wire value, provider's name, jargon, blame or exclamation mark.",
    "translations",
    check,
    suppressible=True,
    why=(
        "What is kept out of the source comes back with a translation: a dictionary offers `invalide` for "
        "what is not accepted, and the sentence blames the reader. The words to avoid, and the secrets "
        "that support must name, belong to each language and are in its file."
    ),
    advice=(
        "Say what has happened and what to do in words that anyone knows. If a word of the list is "
        "harmless, remove it from `wording`; if one was missing, add it there."
    ),
)
