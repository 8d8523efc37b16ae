"""Rules about the words of a language: what its terms are called, and what no one says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._wording import words
from codegen.lint.translations import pairs
from codegen.model.texts import GlossaryTerm


def translation_terms(node: Node) -> Iterator[Problem]:
    """Yield a problem for each text that calls something by another name than all others."""
    terms = [(term, words([term.source])) for term in node.value.wording.terms]
    for pair in pairs(node):
        for term, pattern in terms:
            if pattern.search(pair.source) and not _is_named(term, pair.text):
                advice = f'call it "{term.texts[0]}", or add the new form to `terms`'
                yield Problem(pair.at, f"{term.source!r} has another name here, or none", advice)


def _is_named(term: GlossaryTerm, text: str) -> bool:
    return any(name.casefold() in text.casefold() for name in term.texts)


TRANSLATION_TERMS = Rule(
    "translation-terms",
    "A term is called by one name in all texts of a language.",
    "translations",
    translation_terms,
    suppressible=True,
    why=(
        "People compare words: the code that a message names is the one to type, and a permission that was "
        "given is the one that ends. Two names for one thing read as two things, and support asks about one "
        "that the user has never seen."
    ),
    advice="Use the name that `wording.terms` of the language has. If a form of it is missing, add it there.",
)


def translation_turns(node: Node) -> Iterator[Problem]:
    """Yield a problem for each turn that a native reader stumbles over."""
    turns = [(re.compile(turn.pattern), turn.advice) for turn in node.value.wording.turns]
    for pair in pairs(node):
        for pattern, advice in turns:
            if found := pattern.search(pair.text):
                yield Problem(pair.at, f"{found.group()!r} is not said here", advice)


TRANSLATION_TURNS = Rule(
    "translation-turns",
    "A translation has no turn that was carried over word for word, or that reads as something else.",
    "translations",
    translation_turns,
    suppressible=True,
    why=(
        "A turn that is right word by word can say something else: one that means `the payment was sent "
        "back` can be read as `the payment was made again`, and a pay account can be the name of a bank "
        "account. Who found one keeps it in the file of the language, so that it does not come back."
    ),
    advice="Say it as the finding advises. If the turn is harmless, make its pattern in `turns` narrower.",
)

RULES = (TRANSLATION_TERMS, TRANSLATION_TURNS)
