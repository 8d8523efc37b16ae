"""What the retry table decides about a behavior: for lint and for the table of all advice.

The packages have readers of their own; tests hold them to this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from codegen.model.codes import Behavior, Vocabulary
from codegen.model.decisions import RetryRow, Value
from codegen.model.taxonomy import Operation, Taxonomy

if TYPE_CHECKING:
    from codegen.model.files import ProviderFile

GENERIC = "generic"
"""The operation of what names none."""
READ = "read"
"""The effect of what may be repeated."""


class Circumstances(NamedTuple):
    """What is known beside a behavior."""

    operation: str
    """The gravest of what the code and the caller name."""
    effect: str
    """What doing it again would do."""
    user_absent: bool
    """Whether one of them runs with no user there."""
    unattended: bool = False
    used_up: bool = False

    @classmethod
    def of(
        cls,
        behavior: Behavior,
        taxonomy: Taxonomy,
        provider: ProviderFile | None,
        vocabulary: Vocabulary | None,
        given: str = GENERIC,
    ) -> Circumstances:
        """Return the circumstances of a behavior where it stands, when an operation is given."""
        operations = {item.id: item for item in taxonomy.operations}
        effects = {id: item.effect for id, item in operations.items()}
        effects.update({item.id: item.effect for item in provider.operations} if provider else {})
        order = [item.id for item in taxonomy.effects]
        named = [name for name in (behavior.operation, given) if name != GENERIC]
        done = max(named, key=lambda name: order.index(effects[name] or ""), default=GENERIC)
        money = vocabulary.money if vocabulary else None
        return cls(done, _effect(done, money, effects), _is_absent(named, operations))


def decision_of(
    behavior: Behavior, circumstances: Circumstances, taxonomy: Taxonomy, table: Sequence[RetryRow]
) -> RetryRow:
    """Return the row of the retry table that counts."""
    facts = _facts(behavior, circumstances, taxonomy)
    return next(
        row for row in table if all(facts[name] in values for name, values in row.when.conditions.items())
    )


def _is_absent(named: Sequence[str], operations: dict[str, Operation]) -> bool:
    return any(operations[name].user_absent for name in named)


def _effect(operation: str, money: str | None, effects: dict[str, str | None]) -> str:
    if money == "always":
        return "move_money"
    if operation != GENERIC:
        return effects[operation] or ""
    return "unclear" if money == "never" else "may_move_money"


def actions_of(behavior: Behavior, circumstances: Circumstances, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the actions of a behavior, as they are where no user is there."""
    if not circumstances.user_absent:
        return behavior.actions
    instead = {item.id: item.user_absent or item.id for item in taxonomy.actions}
    return tuple(dict.fromkeys(instead[action] for action in behavior.actions))


def unattended_if_read(behavior: Behavior) -> bool:
    """Return what authors write as `unattended_retry`; a resolved behavior keeps it under its own name."""
    written: bool = getattr(behavior, "unattended_if_read", behavior.unattended_retry)
    return written


def _facts(behavior: Behavior, circumstances: Circumstances, taxonomy: Taxonomy) -> dict[str, Value]:
    category = next(item for item in taxonomy.categories if item.id == behavior.category)
    modes = {item.id: item.user_absent or item.id for item in taxonomy.retry_modes}
    situation = taxonomy.situation(behavior.situation)
    first = actions_of(behavior, circumstances, taxonomy)[0]
    return {
        "classified": True,
        "category": behavior.category,
        "phase": behavior.phase,
        "retry": modes[behavior.retry] if circumstances.user_absent else behavior.retry,
        "first": next(item.decision for item in taxonomy.actions if item.id == first),
        "actor": behavior.actor,
        "effect": circumstances.effect,
        "envelope": bool(situation and situation.envelope),
        "partial": behavior.partial,
        "sure": behavior.confidence != "L",
        "unattended": circumstances.unattended,
        "unattended_retry": unattended_if_read(behavior) and circumstances.effect == READ,
        "outcome_uncertain": category.outcome_uncertain and not (situation and situation.outcome_certain),
        "lockout_risk": category.lockout_risk or circumstances.effect == "sign_in",
        "attempts_used_up": circumstances.used_up,
    }
