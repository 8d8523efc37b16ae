"""The tables of the decisions as programs read them, and the words in which the packages answer."""

from __future__ import annotations

from typing import Any, NamedTuple

from codegen.model.decisions import AnswerWord
from codegen.model.planning import planning, table
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
    WordKind("unread", "Unread", "Why a part of an input was not read."),
    WordKind("verdict", "Verdict", "How an attempt ended."),
    WordKind("decision", "Decision", "What to do about another attempt."),
    WordKind("connection", "Connection", "What a connection is after what happened."),
    WordKind("reason", "Reason", "Why a plan decides as it does."),
)


def tables(spec: ResolvedSpec) -> Record:
    """Return every table by its name; a row has the values that its facts may have."""
    decisions = spec.decisions
    return {
        **planning(spec.taxonomy, decisions)["tables"],
        "verdict": {name: table(rows) for name, rows in decisions.verdict}
        | {"phases": {word.id: word.phase for word in decisions.words.verdict}},
        "head": {name: table(rows) for name, rows in decisions.head},
        "finality": table(decisions.finality),
        "outlives": {word.id: list(word.outlives) for word in decisions.words.connection if word.outlives},
    }


def words(spec: ResolvedSpec) -> dict[str, tuple[AnswerWord, ...]]:
    """Return the words of each kind, by its key."""
    return dict(spec.decisions.words)
