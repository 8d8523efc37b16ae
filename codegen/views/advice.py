"""The table of all advice: for each meaning of each code what a program gets that asks what to do.

The packages work the same plans out at run time; a test compares them with this table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from codegen.model import Behavior, RetryRow, Taxonomy
from codegen.model.plan import GENERIC, Circumstances, actions_of, decision_of
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec, ResolvedVocabulary

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


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


class Advised(NamedTuple):
    """What a program gets that asks what to do after the first attempt."""

    row: RetryRow
    actions: tuple[str, ...]
    """The first goes with the decision."""
    sentence: str


class _Meaning(NamedTuple):
    """A behavior and where it is found."""

    id: str
    behavior: Behavior
    vocabulary: ResolvedVocabulary
    provider: ResolvedProvider


def advice(spec: ResolvedSpec) -> Iterator[AdviceRow]:
    """Yield the rows in the order of the spec."""
    for provider in spec.providers:
        for vocabulary in provider.vocabularies:
            yield from (_row(meaning, spec) for meaning in _meanings(vocabulary, provider))


def _meanings(vocabulary: ResolvedVocabulary, provider: ResolvedProvider) -> Iterator[_Meaning]:
    for code in vocabulary.codes:
        if code.behavior:
            yield _Meaning(code.id, code.behavior, vocabulary, provider)
        for context in code.contexts:
            yield _Meaning(f"{code.id}@{context.id}", context.behavior, vocabulary, provider)
    if vocabulary.absent:
        yield _Meaning(f"{vocabulary.id}#", vocabulary.absent.behavior, vocabulary, provider)


def _row(meaning: _Meaning, spec: ResolvedSpec) -> AdviceRow:
    behavior, wait = meaning.behavior, meaning.behavior.wait
    around = Circumstances.of(behavior, spec.taxonomy, meaning.provider, meaning.vocabulary)
    refreshing = Circumstances.of(
        behavior, spec.taxonomy, meaning.provider, meaning.vocabulary, _without_user(spec)
    )
    attended, unattended, refresh = (
        _plan(behavior, each, spec)
        for each in (around, around._replace(unattended=True), refreshing._replace(unattended=True))
    )
    return AdviceRow(
        id=meaning.id,
        situation=behavior.situation,
        operation=around.operation,
        effect=around.effect,
        attended=_shown(attended.row),
        unattended=_shown(unattended.row),
        refresh=_shown(refresh.row),
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
    )


def _plan(behavior: Behavior, around: Circumstances, spec: ResolvedSpec) -> Advised:
    row = decision_of(behavior, around, spec.taxonomy, spec.decisions.retry)
    own = actions_of(behavior, around, spec.taxonomy)
    actions = (row.first, *(each for each in own if each not in (row.first, "none"))) if row.first else own
    limit = _limit(behavior, around, spec.taxonomy)
    return Advised(row, actions, _sentence(row.decision, actions[0], limit, behavior, spec))


def _without_user(spec: ResolvedSpec) -> str:
    """Return the operation that runs with no user there; the one of no name where there is none."""
    return next((item.id for item in spec.taxonomy.operations if item.user_absent), GENERIC)


def _shown(plan: RetryRow) -> str:
    return f"{plan.decision}/{plan.reason}"


def _limit(behavior: Behavior, around: Circumstances, taxonomy: Taxonomy) -> int:
    """Return how many attempts there may be in all: the least that anything allows."""
    policy = taxonomy.retry_policy
    category = next(item for item in taxonomy.categories if item.id == behavior.category)
    risky = category.lockout_risk or around.effect == "sign_in"
    allowed = [policy.attempts, policy.attempts_at_risk if risky else policy.attempts]
    allowed += [policy.attempts_ordering] if around.effect == "order" else []
    allowed += [behavior.wait.max_attempts] if behavior.wait and behavior.wait.max_attempts else []
    return min(allowed)


def _sentence(decision: str, action: str, limit: int, behavior: Behavior, spec: ResolvedSpec) -> str:
    """Return the sentence of a plan after the first attempt."""
    word = next(item for item in spec.decisions.words.decision if item.id == decision)
    instructions = {item.id: item.instruction for item in spec.taxonomy.actions}
    wait, delay = behavior.wait, _delay(word.delay, behavior, spec.taxonomy)
    then = instructions[wait.then] if wait and wait.then else None
    parts = {
        "do": instructions[action],
        "delay": None if delay is None else f"in {_duration(delay)}" if delay else "now",
        "left": f"{limit - 1} more {'time' if limit == 2 else 'times'}" if limit > 1 else None,
        "poll": _duration(wait.poll_s) if wait and wait.poll_s else None,
        "deadline": _duration(wait.deadline_s) if wait and wait.deadline_s else None,
        "then": then and then[:1].lower() + then[1:],
    }
    kept = re.sub(r"\[([^\]]*)\]", lambda found: _filled(found[1], parts) or "", word.sentence)
    return _filled(kept, parts) or ""


def _delay(rule: str, behavior: Behavior, taxonomy: Taxonomy) -> int | None:
    pauses = any(mode.pauses for mode in taxonomy.retry_modes if mode.id == behavior.retry)
    if rule == "always" or (rule == "after_pause" and pauses):
        least = behavior.wait.min_delay_s if behavior.wait else None
        return (least or taxonomy.retry_policy.first_delay_s) if pauses else 0
    return None


def _filled(text: str, parts: dict[str, str | None]) -> str | None:
    if any(parts[name] is None for name in re.findall(r"\{(\w+)\}", text)):
        return None
    return re.sub(r"\{(\w+)\}", lambda found: parts[found[1]] or "", text)


def _duration(seconds: int) -> str:
    size, unit = next(each for each in _UNITS if seconds % each[0] == 0 or seconds >= 2 * each[0])
    number = -(-seconds // size)
    return f"{number} {unit}{'' if number == 1 else 's'}"
