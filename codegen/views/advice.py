"""The table of all advice: for each meaning of each code what a program gets that asks what to do.

The plans come from the planner of the Python package.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from codegen.model.codes import Behavior
from codegen.model.plan import Home, Plans
from codegen.model.taxonomy import GENERIC
from codegen.planner import Plan
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec, ResolvedVocabulary


class AdviceRow(NamedTuple):
    """The advice for one meaning. Its fields are the columns, in order; None and () are empty cells."""

    id: str
    """`provider:vocabulary#NAME`, with `@context` where the value has several meanings."""
    situation: str | None
    operation: str
    effect: str
    """What doing it again would do."""
    attended: str
    """`decision/reason` with the user there, after the first attempt; the same for the next two."""
    unattended: str
    refresh: str
    """With no user present, while stored data are refreshed."""
    actions: tuple[str, ...]
    min_delay_s: int | None
    max_attempts: int | None
    poll_s: int | None
    deadline_s: int | None
    until: tuple[str, ...]
    then: str | None
    basis: str | None
    """The source of the times, or `ours`."""
    sentence: str
    """The attended plan, for support agents."""
    unattended_sentence: str
    refresh_sentence: str
    confidence: str
    differs_because: str | None
    """Why the advice is not that of the situation."""
    scope: str | None
    """How much is affected, where that is not what was asked for."""
    suspension_risk: bool | None
    """Whether each such failure counts toward a suspension; empty where it does not."""
    connection: str
    """What the connection is now."""


class _Meaning(NamedTuple):
    """A behavior and where it is found."""

    id: str
    behavior: Behavior
    home: Home


def advice(spec: ResolvedSpec) -> Iterator[AdviceRow]:
    """Yield the rows in the order of the spec."""
    plans, refresh = Plans(spec.taxonomy, spec.decisions), _without_user(spec)
    for provider in spec.providers:
        for vocabulary in provider.vocabularies:
            yield from (_row(meaning, plans, refresh) for meaning in _meanings(vocabulary, provider))


def _without_user(spec: ResolvedSpec) -> str:
    """Return the operation that runs with no user there; the one of no name where there is none."""
    return next((item.id for item in spec.taxonomy.operations if item.user_absent), GENERIC)


def _meanings(vocabulary: ResolvedVocabulary, provider: ResolvedProvider) -> Iterator[_Meaning]:
    home = Home.of(provider, vocabulary)
    for code in vocabulary.codes:
        if code.behavior:
            yield _Meaning(code.id, code.behavior, home)
        for context in code.contexts:
            yield _Meaning(f"{code.id}@{context.id}", context.behavior, home)
    if vocabulary.absent:
        yield _Meaning(f"{vocabulary.id}#", vocabulary.absent.behavior, home)


def _row(meaning: _Meaning, plans: Plans, refreshing: str) -> AdviceRow:
    behavior, wait = meaning.behavior, meaning.behavior.wait
    met = plans.met(behavior, meaning.home)
    attended, unattended = plans.plan(met), plans.plan(met, unattended=True)
    refresh = plans.plan(plans.met(behavior, meaning.home, refreshing), unattended=True)
    return AdviceRow(
        id=meaning.id,
        situation=behavior.situation,
        operation=met.operation,
        effect=met.effect,
        attended=_shown(attended),
        unattended=_shown(unattended),
        refresh=_shown(refresh),
        actions=attended.actions,
        min_delay_s=wait.min_delay_s if wait else None,
        max_attempts=wait.max_attempts if wait else None,
        poll_s=wait.poll_s if wait else None,
        deadline_s=wait.deadline_s if wait else None,
        until=wait.until if wait else (),
        then=wait.then if wait else None,
        basis=wait.basis if wait else None,
        sentence=attended.sentence,
        unattended_sentence=unattended.sentence,
        refresh_sentence=refresh.sentence,
        confidence=behavior.confidence,
        differs_because=behavior.reason,
        scope=behavior.scope,
        suspension_risk=behavior.suspension_risk or None,
        connection=plans.connection(met),
    )


def _shown(plan: Plan) -> str:
    return f"{plan.decision}/{plan.reason}"
