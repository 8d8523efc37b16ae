"""Finds the code to act on first, and the one verdict of all codes in a payload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from linkcodes._results import Classification, Decoded, Outcome
from linkcodes._rules import book, core
from linkcodes.runtime_terms import Verdict

# Terms stand here as texts, which their members equal: a spec may have a taxonomy of its own that lacks some.
_VERDICTS = {
    "success": Verdict.SUCCEEDED,
    "failure": Verdict.FAILED,
    "cancelled": Verdict.ABANDONED,
    "in_progress": Verdict.WAITING,
}
_SEVERITIES = ("error", "warning", "info")
_PHASES = ("failure", "in_progress", "cancelled", "success")
_UNLISTED, _NO_OUTCOME = 4, 6
"""Ranks between and after those of the actors."""


class Resolved(NamedTuple):
    """A verdict, before it is put together with what it was found in."""

    verdict: Verdict
    because: Classification | None
    step: str | None
    head: Classification | None
    contradictory: bool = False

    def result(self, *, classifications: Sequence[Classification], **fields: Any) -> Outcome:
        """Return the outcome; `fields` are the others of `Decoded`."""
        at = next((at for at, item in enumerate(classifications) if item is self.head), 0)
        decoded = Decoded(
            **fields,
            head=self.head,
            classifications=(
                *classifications[at : at + 1],
                *classifications[:at],
                *classifications[at + 1 :],
            ),
            verdict=self.verdict,
            step=self.step,
        )
        return Outcome(self.verdict, self.because, self.step, self.contradictory, decoded)


def of_head(found: Sequence[Classification], step: str | None = None) -> Resolved:
    """Return the verdict of the classification to act on first."""
    head = min(found, key=_urgency, default=None)
    if head is None:
        return Resolved(Verdict.UNKNOWN, None, step, None)
    return Resolved(_verdict(head), head if head.category else None, step, head)


def deciding(found: Sequence[Classification]) -> Classification | None:
    """Return the most urgent of some values, of those that are listed and are an outcome."""
    return min((item for item in found if item.known and item.phase), key=_urgency, default=None)


def resolved(
    outcome: Classification | None,
    detail: Classification | None,
    step: str | None,
    found: Sequence[Classification],
) -> Resolved:
    """Return the verdict of a payload that may have an outcome and a detail."""
    if outcome and detail:
        return _both(outcome, detail, step)
    alone = outcome or detail
    return Resolved(_verdict(alone), alone, step, alone) if alone else of_head(found, step)


def _both(outcome: Classification, detail: Classification, step: str | None) -> Resolved:
    verdict, success = _verdict(outcome), outcome.phase == "success"
    if detail.phase == "failure":
        return Resolved(verdict, detail, step, detail, contradictory=success and not outcome.partial)
    if detail.phase == "in_progress" and success:
        return Resolved(Verdict.WAITING, detail, step, detail)
    if detail.phase == "in_progress" and outcome.phase != "in_progress":
        step = str(detail.raw)
    return Resolved(verdict, outcome, step, outcome)


def _verdict(item: Classification) -> Verdict:
    rules = book(item.provider)
    own = rules.verdicts.get((item.id, item.context)) if rules and item.id else None
    if own is not None:
        return Verdict(own)
    return _VERDICTS.get(item.phase or "", Verdict.UNKNOWN)


def _urgency(item: Classification) -> tuple[int, int, int]:
    return _rank(item), _place(_SEVERITIES, item.severity), _place(_PHASES, item.phase)


def _place(terms: tuple[str, ...], term: str | None) -> int:
    return terms.index(term) if term in terms else len(terms)


def _rank(item: Classification) -> int:
    if item.category is None:
        return _NO_OUTCOME
    if not item.known or item.actor is None:
        return _UNLISTED
    rank: int = core()["ranks"][item.actor]
    return rank
