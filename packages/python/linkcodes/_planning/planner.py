"""Reads whether, when and with whom to try again from the retry table of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from .effects import Acting, Record, outcome_uncertain
from .sentence import duration, lowered, pace, pause, sentence, times
from .tables import DecisionTable

_MOST = 1_000_000
"""Attempts above which a further one makes no difference."""
_DOUBTFUL = "L"


class Waiting(Protocol):
    """How long to pause, how often to try, and when to stop waiting."""

    @property
    def min_delay_s(self) -> int | None: ...
    @property
    def max_attempts(self) -> int | None: ...
    @property
    def poll_s(self) -> int | None: ...
    @property
    def deadline_s(self) -> int | None: ...
    @property
    def until(self) -> tuple[str, ...]: ...
    @property
    def then(self) -> str | None: ...


class Subject(Acting, Protocol):
    """What is planned for: a classification, or a behavior where it is found."""

    @property
    def known(self) -> bool: ...
    @property
    def situation(self) -> str | None: ...
    @property
    def actor(self) -> str | None: ...
    @property
    def unattended_retry(self) -> bool: ...
    @property
    def phase(self) -> str | None: ...
    @property
    def partial(self) -> bool | None: ...
    @property
    def suspension_risk(self) -> bool | None: ...
    @property
    def operation(self) -> str | None: ...
    @property
    def effect(self) -> str | None: ...
    @property
    def confidence(self) -> str | None: ...
    @property
    def wait(self) -> Waiting | None: ...


class PlanFacts(NamedTuple):
    """What the plan depends on; the spec's `RetryWhen` says what each means."""

    classified: bool
    category: str | None
    phase: str | None
    retry: str | None
    first: str | None
    next: str | None
    actor: str | None
    effect: str | None
    envelope: bool
    partial: bool
    sure: bool
    stored: bool
    unattended: bool
    unattended_retry: bool
    outcome_uncertain: bool
    lockout_risk: bool
    suspension_risk: bool
    attempts_used_up: bool


_NOTHING = PlanFacts(False, None, None, None, None, None, None, None, *[False] * 10)


class Plan(NamedTuple):
    """A plan in plain words; `RetryPlan` of the package says what each field means."""

    decision: str
    reason: str
    delay_s: int | None
    attempts_left: int
    unattended: bool
    actions: tuple[str, ...]
    jitter_s: int
    poll_s: int | None
    deadline_s: int | None
    until: tuple[str, ...]
    then: str | None
    sentence: str


class _Looks(NamedTuple):
    """When to look again at the state, and when to stop."""

    poll_s: int | None
    deadline_s: int | None
    until: tuple[str, ...]
    then: str | None


class _Rule(NamedTuple):
    """What a row of the table decides, and what a plan with its decision says."""

    decision: str
    reason: str
    first: str | None
    takes_next: bool
    delay: str
    counts_attempts: bool
    unattended: str
    sentence: str


class Planner:
    """Plans by some rules; nothing of them is copied, so they must stay as they are."""

    def __init__(self, rules: Record) -> None:
        self._rules = rules
        tables = rules["tables"]
        self._table = DecisionTable(tables["retry"], PlanFacts)
        self._says = [
            _Rule(
                *(row["decision"], row["reason"], row.get("first"), row.get("takes_next", False)),
                **{"counts_attempts": False, **tables["decisions"][row["decision"]]},
            )
            for row in self._table.rows
        ]

    def plan(
        self,
        item: Subject | None,
        made: int | None = 1,
        *,
        unattended: bool = False,
        asked: int | None = None,
    ) -> Plan:
        """Return the plan after some attempts; None is a number that cannot be read, and counts as used up.

        Without an item nothing was recognized. `asked` are the seconds that the provider asks for.
        """
        limit = self._limit(item)
        made = limit if made is None else min(made, _MOST)
        rule = self._says[self._row(item, unattended, made >= limit)]
        delay = self._delay(rule.delay, item, made, asked)
        return self._plan(rule, item, delay, max(limit - made, 0) if rule.counts_attempts else 0)

    def row(self, item: Subject | None, made: int = 1, *, unattended: bool = False) -> int:
        """Return the number of the row that a plan comes from."""
        return self._row(item, unattended, made >= self._limit(item))

    def _row(self, item: Subject | None, unattended: bool, used_up: bool) -> int:
        return self._table.find(_NOTHING if item is None else self._facts(item, unattended, used_up))

    def _plan(self, rule: _Rule, item: Subject | None, delay: int | None, left: int) -> Plan:
        actions, looks = _actions(rule, item), self._looks(rule, item)
        return Plan(
            decision=rule.decision,
            reason=rule.reason,
            delay_s=delay,
            attempts_left=left,
            unattended=_may_go_alone(rule.unattended, item),
            actions=actions,
            jitter_s=self._jitter(delay) if rule.decision == "retry" else 0,
            **looks._asdict(),
            sentence=self._sentence(rule.sentence, actions, delay, left, looks),
        )

    def _looks(self, rule: _Rule, item: Subject | None) -> _Looks:
        """Return when to look again, and when to stop; what is looked up after a pause ends as waits do."""
        wait, policy = item.wait if item else None, self._rules["retry_policy"]
        if rule.decision == "wait":
            poll_s, then = (wait.poll_s, wait.then) if wait else (None, None)
        elif rule.decision == "check_first" and wait and item and item.retry in self._rules["pauses"]:
            poll_s, then = wait.poll_s or wait.min_delay_s, None
        else:
            return _Looks(None, None, (), None)
        until = wait.until if wait else ()
        deadline_s = (wait and wait.deadline_s) or (None if then else policy["next_run_s"])
        return _Looks(poll_s, deadline_s, until, then or policy["next_run_then"])

    def _facts(self, item: Subject, unattended: bool, used_up: bool) -> PlanFacts:
        rules = self._rules
        return PlanFacts(
            classified=True,
            category=item.category,
            phase=item.phase,
            retry=item.retry,
            first=self._leads(item, 0),
            next=self._leads(item, 1),
            actor=item.actor,
            effect=item.effect,
            envelope=item.situation in rules["envelopes"],
            partial=bool(item.partial),
            sure=item.known and item.confidence != _DOUBTFUL,
            stored=item.effect == "read" and rules["operations"].get(item.operation, {}).get("stored", False),
            unattended=unattended,
            unattended_retry=item.unattended_retry,
            outcome_uncertain=outcome_uncertain(item.category, item.situation, rules),
            lockout_risk=self._locks(item),
            suspension_risk=bool(item.suspension_risk),
            attempts_used_up=used_up,
        )

    def _leads(self, item: Subject, place: int) -> str | None:
        """Return the decision that goes with one of the actions."""
        action = next(iter(item.actions[place:]), None)
        decision: str | None = action and self._rules["actions"][action]["decision"]
        return decision

    def _limit(self, item: Subject | None) -> int:
        """Return how many attempts there may be in all: the least that anything allows."""
        policy = self._rules["retry_policy"]
        allowed: list[int] = [policy["attempts"]]
        if item is not None:
            allowed += [policy["attempts_at_risk"]] if self._locks(item) or item.suspension_risk else []
            allowed += [policy["attempts_ordering"]] if item.effect == "order" else []
            allowed += [item.wait.max_attempts] if item.wait and item.wait.max_attempts else []
        return min(allowed)

    def _locks(self, item: Subject) -> bool:
        """Say whether another attempt counts toward a lock-out: by its category, or because it signs in."""
        category = self._rules["categories"].get(item.category, {})
        return bool(category.get("lockout_risk")) or item.effect == "sign_in"

    def _delay(self, rule: str, item: Subject | None, made: int, asked: int | None) -> int | None:
        if rule == "if_asked":
            return asked
        pauses = item is not None and item.retry in self._rules["pauses"]
        if rule == "always" or (rule == "after_pause" and pauses):
            return max(self._own_delay(item.wait if item else None, made) if pauses else 0, asked or 0)
        return None

    def _own_delay(self, wait: Waiting | None, made: int) -> int:
        """Return the delay of the situation, else of the policy; the power is bounded, attempts are not."""
        policy = self._rules["retry_policy"]
        least: int = (wait and wait.min_delay_s) or policy["first_delay_s"]
        growth: int = policy["factor"] ** min(made - 1, 64)
        longest: int = policy["longest_delay_s"]
        return min(least * growth, max(longest, least))

    def _jitter(self, delay: int | None) -> int:
        percent: int = self._rules["retry_policy"]["jitter_percent"]
        return (delay or 0) * percent // 100

    def _sentence(
        self, template: str, actions: Sequence[str], delay: int | None, left: int, looks: _Looks
    ) -> str:
        parts = {
            "do": self._instruction(actions[0] if actions else "none"),
            "delay": pause(delay),
            "left": times(left),
            "poll": pace(looks.poll_s),
            "deadline": duration(looks.deadline_s),
            "then": looks.then and lowered(self._instruction(looks.then)),
        }
        return sentence(template, parts)

    def _instruction(self, action: str) -> str:
        text: str = self._rules["actions"][action]["instruction"]
        return text


def _actions(rule: _Rule, item: Subject | None) -> tuple[str, ...]:
    """Return what to do: first what the decision asks for, then the rest of the code's own actions."""
    own = () if item is None else tuple(item.actions)
    if rule.first is None:
        return own[rule.takes_next :]
    return (rule.first, *(action for action in own if action not in (rule.first, "none")))


def _may_go_alone(rule: str, item: Subject | None) -> bool:
    if item is None or rule in ("always", "never"):
        return rule == "always"
    return item.unattended_retry if rule == "if_allowed" else item.effect == "read"
