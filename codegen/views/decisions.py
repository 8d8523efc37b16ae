"""The tables of the decisions as programs read them, and the words in which the packages answer.

Why a row is as it is, and what people read in place of a word, no decision needs, so the tables leave it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from codegen.model import AnswerWord, DecisionRow
from codegen.resolve.spec import ResolvedSpec

Record = dict[str, Any]


class WordKind(NamedTuple):
    """The name of a set of words in the packages, and what its words are."""

    key: str
    type_name: str
    summary: str


KINDS = (
    WordKind("matched_by", "MatchedBy", "How `classify` found its answer: the first rung of its ladder."),
    WordKind("source", "ReadFrom", "What `decode` read its input as."),
    WordKind("certainty", "Certainty", "How sure it is whose payload this is."),
    WordKind("verdict", "Verdict", "How an attempt ended."),
    WordKind("decision", "Decision", "What to do about another attempt."),
    WordKind("reason", "Reason", "Why a plan decides as it does."),
)


def tables(spec: ResolvedSpec) -> Record:
    """Return `{retry, decisions, verdict, head, finality}`; a row has the values that its facts may have."""
    decisions = spec.decisions
    return {
        "retry": _rows(decisions.retry),
        "decisions": {
            word.id: word.model_dump(include={"delay", "counts_attempts", "unattended", "sentence"})
            for word in decisions.words.decision
        },
        "verdict": {name: _rows(rows) for name, rows in decisions.verdict}
        | {"phases": {word.id: word.phase for word in decisions.words.verdict}},
        "head": {name: _rows(rows) for name, rows in decisions.head},
        "finality": _rows(decisions.finality),
    }


def words(spec: ResolvedSpec) -> dict[str, tuple[AnswerWord, ...]]:
    """Return the words of each kind, by its key."""
    return dict(spec.decisions.words)


def _rows(rows: Iterable[DecisionRow]) -> list[Record]:
    return [
        {
            "when": {fact: list(values) for fact, values in row.when.conditions.items()},
            **row.model_dump(exclude={"when", "why"}),
        }
        for row in rows
    ]
