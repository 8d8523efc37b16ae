"""The rules by which plans are made, as the packages read them.

Why a row is as it is, and what people read in place of a word, no decision needs, so the rules leave it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from codegen.model.decisions import DecisionRow, Decisions
from codegen.model.taxonomy import Taxonomy, Term

Record = dict[str, Any]


def planning(taxonomy: Taxonomy, decisions: Decisions) -> Record:
    """Return what a planner reads; of what several terms have by one id, the last counts."""
    return {
        "categories": _marked(taxonomy.categories, "lockout_risk", "outcome_uncertain"),
        "envelopes": [item.id for item in taxonomy.situations if item.envelope],
        "certain": [item.id for item in taxonomy.situations if item.outcome_certain],
        "operations": _marked(taxonomy.operations, "effect", "user_absent", "stored", "restores"),
        "effects": [item.id for item in taxonomy.effects],
        "actions": _picked(taxonomy.actions, "decision", "instruction"),
        "user_absent": {
            "actions": {item.id: item.user_absent for item in taxonomy.actions if item.user_absent},
            "retry": {item.id: item.user_absent for item in taxonomy.retry_modes if item.user_absent},
        },
        "retry_policy": taxonomy.retry_policy.model_dump(),
        "pauses": [item.id for item in taxonomy.retry_modes if item.pauses],
        "tables": {
            "retry": table(decisions.retry),
            "connection": table(decisions.connection),
            "decisions": _marked(
                decisions.words.decision, "delay", "counts_attempts", "unattended", "sentence"
            ),
        },
    }


def table(rows: Iterable[DecisionRow]) -> list[Record]:
    """Return the rows of a table, each with the values that its facts may have."""
    return [
        {
            "when": {fact: list(values) for fact, values in row.when.conditions.items()},
            **_decided(row),
        }
        for row in rows
    ]


def _decided(row: DecisionRow) -> Record:
    """Return what a row decides; a mark that is not set is left out."""
    decided = row.model_dump(exclude={"when", "why"})
    return {name: value for name, value in decided.items() if name not in _RARE or value}


_RARE = ("first", "takes_next")
"""What few rows of plans say."""


def _marked(terms: Iterable[Term], *names: str) -> dict[str, Record]:
    """Return what is true of each term; what is false or empty is left out, as most of it is."""
    return {
        id: {name: value for name, value in marks.items() if value}
        for id, marks in _picked(terms, *names).items()
    }


def _picked(terms: Iterable[Term], *names: str) -> dict[str, Record]:
    return {item.id: item.model_dump(mode="json", include={*names}) for item in terms}
