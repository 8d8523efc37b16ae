"""A rule about sentences that warn: they are said in one way, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codegen.lint._node import Node, Problem, Rule
from codegen.lint.translations import TranslatedText, pairs
from codegen.model.texts import Phrase


def translation_phrases(node: Node) -> Iterator[Problem]:
    """Yield a problem for a phrase without a translation, and for a text that translates it another way."""
    source = node.spec.texts[0][0].wording.phrases
    own = {phrase.id: phrase for phrase in node.value.wording.phrases}
    for phrase in source:
        if phrase.id not in own:
            advice = (
                f'add {{"id": "{phrase.id}", "texts": [...]}}, with the translation of "{phrase.texts[0]}"'
            )
            yield Problem(("wording",), f"the phrase {phrase.id!r} is not translated", advice)
    yield from _unknown(node.value.wording.phrases, {phrase.id for phrase in source})
    both = [(phrase, own[phrase.id]) for phrase in source if phrase.id in own]
    for pair in pairs(node):
        yield from _otherwise(pair, both)


def _unknown(phrases: Sequence[Phrase], known: set[str]) -> Iterator[Problem]:
    for number, phrase in enumerate(phrases):
        if phrase.id not in known:
            place = ("wording", "phrases", number)
            yield Problem(place, f"{phrase.id!r} is no phrase of the first language", "remove it")


def _otherwise(pair: TranslatedText, both: Sequence[tuple[Phrase, Phrase]]) -> Iterator[Problem]:
    for source, own in both:
        if source.is_in(pair.source) and not own.is_in(pair.text):
            advice = f'say "{own.texts[0]}", or add the new form to `texts` of the phrase {own.id!r}'
            yield Problem(pair.at, f"{pair.key!r} says {source.texts[0]!r} in another way", advice)


TRANSLATION_PHRASES = Rule(
    "translation-phrases",
    "A sentence that warns is translated by one sentence, wherever it appears.",
    "translations",
    translation_phrases,
    why=(
        "The plan decides that a text warns of paying twice, and lint reads that in the first language. A "
        "translation that softens the warning, or loses it, would be noticed by nothing. People also "
        "recognize a warning that is always said alike."
    ),
    advice=(
        "Use the sentence that `wording.phrases` of the language has. If a form is missing, such as that for "
        "another gender, add it there."
    ),
)

RULES = (TRANSLATION_PHRASES,)
