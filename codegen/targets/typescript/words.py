"""What the template of the words of answers shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from codegen.model.decisions import AnswerWord, DecisionWord
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.typescript.views import AxisConstants, Doc, Member
from codegen.text.typescript import key, literal
from codegen.views import decisions


class SubsetView(NamedTuple):
    """Some of the words of a kind, as a type of their own."""

    type_name: str
    doc: Doc
    union: str


class WordsView(NamedTuple):
    """The words of each kind, and what goes with some of them."""

    kinds: tuple[AxisConstants, ...]
    subsets: tuple[SubsetView, ...]
    delays: tuple[tuple[str, str], ...]
    """(decision, type of its delay)."""


def words_view(spec: ResolvedSpec) -> WordsView:
    """Return the view of the words of answers."""
    words, found = spec.decisions.words, decisions.words(spec)
    return WordsView(
        kinds=tuple(_kind(kind, found[kind.key]) for kind in decisions.KINDS),
        subsets=(
            _subset("OwnVerdict", "A verdict that a code may have of its own.", words.verdict, by_code=True),
            _subset("ListedBy", "How a listed value was found.", words.matched_by, answer="listed"),
            _subset("GuessedBy", "How a guess was made.", words.matched_by, answer="guess"),
            _subset("NotFoundBy", "What is said where nothing is known.", words.matched_by, answer="nothing"),
        ),
        delays=tuple((key(word.id), _delay(word)) for word in words.decision),
    )


def _kind(kind: decisions.WordKind, words: Iterable[AnswerWord]) -> AxisConstants:
    members = (Member(word.id.upper(), literal(word.id), Doc((word.summary,))) for word in words)
    return AxisConstants(kind.type_name, Doc((kind.summary,)), tuple(members))


def _subset(type_name: str, summary: str, words: Iterable[AnswerWord], **marks: object) -> SubsetView:
    """Return the words that have these marks; `never` if none has."""
    chosen = [word for word in words if all(getattr(word, name) == mark for name, mark in marks.items())]
    return SubsetView(type_name, Doc((summary,)), " | ".join(literal(word.id) for word in chosen) or "never")


def _delay(word: DecisionWord) -> str:
    return {"always": "number", "never": "null"}.get(word.delay, "number | null")
