"""Rule decision-words: each word of an answer is there once, is given by something, and all are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from codegen.lint._node import Node, Problem, Rule
from codegen.model import AnswerWord, Decisions, DecisionWord, TableWord, VerdictWord
from codegen.text.guess import choices

# Words that no table gives: the code of the packages itself does.
_GIVEN_BY_CODE = {
    "matched_by": ("absent", "context", "vocabulary", "code", "message", "prefix", "http_status", "none"),
    "source": ("payload", "json", "url", "code", "text", "none"),
    "certainty": ("certain", "likely"),
    "unread": ("too_long", "too_many", "too_deep", "unrecognized"),
    "verdict": ("unknown",),
}


_PARTS = {"do", "delay", "left", "poll", "deadline", "then"}
"""What the sentence of a plan is made of."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a word that is there twice, is missing, or is given by nothing."""
    decisions: Decisions = node.value
    for kind, words in decisions.words:
        yield from _twice(kind, words)
        yield from _missing(kind, words)
    yield from _parts(decisions.words.decision)
    retry = decisions.retry
    verdicts = {row.verdict for row in decisions.verdict.by_phase}
    yield from _idle("decision", decisions.words.decision, {row.decision for row in retry})
    yield from _idle("reason", decisions.words.reason, {row.reason for row in retry})
    yield from _idle("verdict", decisions.words.verdict, verdicts)


def _parts(words: Sequence[DecisionWord]) -> Iterator[Problem]:
    """Yield a problem for a part of a sentence that no plan has."""
    for index, word in enumerate(words):
        for part in sorted({*re.findall(r"\{([^}]*)\}", word.sentence)} - _PARTS):
            advice = choices(part, _PARTS, "remove it")
            yield Problem(("words", "decision", index, "sentence"), f"no plan has {part!r}", advice)


def _twice(kind: str, words: Sequence[AnswerWord]) -> Iterator[Problem]:
    ids = [word.id for word in words]
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield Problem(("words", kind, index, "id"), f"{id!r} is here twice", "keep one of them")


def _missing(kind: str, words: Sequence[AnswerWord]) -> Iterator[Problem]:
    needed = _GIVEN_BY_CODE.get(kind, ())
    for id in sorted({*needed} - {word.id for word in words}):
        advice = f"add {id!r}: the packages give it"
        yield Problem(("words", kind), f"there is no {kind} {id!r}", advice)
    for index, word in enumerate(words):
        if not isinstance(word, TableWord) and word.id not in needed:
            advice = f"remove it, or teach the packages to give it; they know {', '.join(needed)}"
            yield Problem(("words", kind, index, "id"), f"no package gives the {kind} {word.id!r}", advice)


def _idle(kind: str, words: Sequence[TableWord], given: set[str]) -> Iterator[Problem]:
    for index, word in enumerate(words):
        used = word.id in given or (isinstance(word, VerdictWord) and word.by_code)
        if not used and word.unused is None:
            advice = 'use it in a row, remove it, or say in "unused" why no row gives it'
            yield Problem(("words", kind, index), f"no row gives the {kind} {word.id!r}", advice)
        if used and word.unused is not None:
            message = f"the {kind} {word.id!r} is given, although this says that it is not"
            yield Problem(("words", kind, index, "unused"), message, 'remove "unused"')


RULE = Rule(
    "decision-words",
    "Each word of an answer is there once and is given, or says why not; none is missing.",
    "model",
    check,
    on=(Decisions,),
    why=(
        "Applications branch on these words, and write a branch for each. A word that nothing gives is a "
        "branch that never runs, usually because a row was renamed and the word was left behind. A word "
        "that a package gives and the list lacks would break that package."
    ),
    advice="Use the word in a row, remove it, or say in `unused` why no row gives it.",
)
