"""Reads the code to act on first, and the verdict of a whole payload, from the tables of the spec."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from math import inf
from typing import Any, NamedTuple

from linkcodes._planning import DecisionTable
from linkcodes._runtime.results import Classification, Decoded, Outcome
from linkcodes._runtime.rules import Record, book, core
from linkcodes.runtime_terms import Connection, Unread, Verdict
from linkcodes.taxonomy import Phase


class _Phase(NamedTuple):
    """What tables by phase depend on."""

    phase: str | None


class _Both(NamedTuple):
    """What the verdict of a payload depends on."""

    outcome: str | None
    outcome_envelope: bool
    partial: bool
    detail: str | None


class _Urgency(NamedTuple):
    """What the order of the head depends on."""

    known: bool
    envelope: bool
    actor: str | None
    severity: str | None
    phase: str | None


class Resolved(NamedTuple):
    """A verdict, before it is put together with what it was found in."""

    verdict: Verdict
    step: str | None
    head: Classification | None
    contradictory: bool = False


_LAST = (inf,)


def outcome_of(decoded: Decoded) -> Outcome:
    """Return the outcome of what was decoded."""
    head = decoded.head
    because = head if head and head.category else None
    return Outcome(decoded.verdict, because, decoded.step, decoded.contradictory, decoded)


def connection_of(head: Classification | None, parts: Iterable[Decoded] = ()) -> Connection:
    """Return what a head says of the connection; nothing if it is over and a part says that another works."""
    word = head.connection if head else Connection.UNKNOWN
    ended = Connection.OK in core()["tables"]["outlives"].get(word, ())
    return Connection.UNKNOWN if ended and any(part.connection is Connection.OK for part in parts) else word


def headed(found: Sequence[Classification], head: Classification | None) -> tuple[Classification, ...]:
    """Return classifications with the head first."""
    at = next((at for at, item in enumerate(found) if item is head), 0)
    return (*found[at : at + 1], *found[:at], *found[at + 1 :])


def most_urgent(several: Sequence[Resolved]) -> Resolved:
    """Return the verdict to act on first, the earlier among equals; no success where another says none.

    An unlisted failure is less urgent than what is listed, and a failure all the same.
    """
    open = [each for each in several if phase_of(each.verdict) not in (None, Phase.SUCCESS)]
    first = min(several, key=_urgency)
    return min(open, key=_urgency) if open and phase_of(first.verdict) == Phase.SUCCESS else first


def _urgency(each: Resolved) -> tuple[float, ...]:
    return urgency(each.head) if each.head else _LAST


def deciding(found: Sequence[Classification]) -> Classification | None:
    """Return the most urgent of some values, of those that are listed and are an outcome."""
    return min((item for item in found if item.known and item.phase), key=urgency, default=None)


def resolved(
    outcome: Classification | None,
    detail: Classification | None,
    step: str | None,
    found: Sequence[Classification],
) -> Resolved:
    """Return the verdict of a payload that may have an outcome and a detail; without both, of its head."""
    row = _of_payload(
        _Both(
            outcome=outcome.phase if outcome else None,
            outcome_envelope=bool(outcome and _is_envelope(outcome)),
            partial=bool(outcome and outcome.partial),
            detail=detail.phase if detail else None,
        )
    )
    parts = {"outcome": outcome, "detail": detail, "head": min(found, key=urgency, default=None)}
    because = parts[row["because"]]
    return Resolved(
        verdict=_verdict(parts[row["verdict_of"]]),
        step=str(detail.raw) if detail and row["detail_is_step"] else step,
        head=because,
        contradictory=row["contradictory"],
    )


def cautious(whole: Resolved, unread: Collection[Unread]) -> Resolved:
    """Return a verdict that claims no success while a part of the input was not read."""
    if not unread or phase_of(whole.verdict) != Phase.SUCCESS:
        return whole
    head = None if whole.head and whole.head.phase is Phase.SUCCESS else whole.head
    return whole._replace(verdict=Verdict.UNKNOWN, head=head)


def finality(verdict: Verdict) -> int:
    """Return which of several verdicts of one time counts as the latest: the highest."""
    return _table("finality", facts=_Phase).find(_Phase(phase_of(verdict)))


def phase_of(verdict: Verdict) -> str | None:
    """Return the phase that a verdict means; None if it decides nothing."""
    phase: str | None = core()["tables"]["verdict"]["phases"][verdict]
    return phase


def _of_payload(facts: _Both) -> Record:
    table = _table("verdict", "of_payload", facts=_Both)
    return table.rows[table.find(facts)]


def _verdict(item: Classification | None) -> Verdict:
    own = None
    if item and item.id:
        rules = book(item.provider)
        own = rules and rules.verdicts.get((item.id, item.context))
    return Verdict(own or _by_phase(item.phase if item else None))


def _by_phase(phase: str | None) -> str:
    table = _table("verdict", "by_phase", facts=_Phase)
    verdict: str = table.rows[table.find(_Phase(phase))]["verdict"]
    return verdict


def urgency(item: Classification) -> tuple[float, ...]:
    """Return the place in the order of what to act on; the lowest comes first."""
    return _place(_Urgency(item.known, _is_envelope(item), item.actor, item.severity, item.phase))


def _is_envelope(item: Classification) -> bool:
    """Say whether a code only points to another field."""
    return item.situation in core()["envelopes"]


@lru_cache(maxsize=1_024)
def _place(facts: _Urgency) -> tuple[int, ...]:
    """Return the place in the order of the head: the number of the row in each of its tables."""
    return tuple(_table("head", name, facts=_Urgency).find(facts) for name in core()["tables"]["head"])


@cache
def _table(*path: str, facts: Any) -> DecisionTable:
    rows: Any = core()["tables"]
    for name in path:
        rows = rows[name]
    return DecisionTable(rows, facts)
