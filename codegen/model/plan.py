"""What is planned for a behavior where it is found, by the planner of the Python package itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from codegen.model.codes import Behavior, Vocabulary
from codegen.model.decisions import Decisions
from codegen.model.planning import planning
from codegen.model.taxonomy import GENERIC, Taxonomy, Wait
from codegen.planner import Connections, Effects, Plan, Planner

if TYPE_CHECKING:
    from codegen.model.files import ProviderFile

READ = "read"
"""The effect of what may be repeated."""
MONEY = ("move_money", "may_move_money")
"""The effects of what must not be done twice, since someone might pay twice."""


class Home(NamedTuple):
    """What a behavior has from where it is found."""

    effects: Mapping[str, str]
    """What doing an operation again does, where the provider states it."""
    money: str | None
    """Whether what reports it may report on money."""

    @classmethod
    def of(cls, provider: ProviderFile | None, vocabulary: Vocabulary | None) -> Home:
        """Return the home in a vocabulary of a provider."""
        effects = {item.id: item.effect for item in provider.operations} if provider else {}
        return cls(effects, vocabulary.money if vocabulary else None)


class Met(NamedTuple):
    """A behavior that was met while some operation was being done: what a planner asks for."""

    operation: str
    """The gravest of what the code and the caller name."""
    effect: str
    """What doing it again would do."""
    unattended_retry: bool
    situation: str | None
    category: str
    actor: str
    actions: tuple[str, ...]
    retry: str | None
    phase: str
    ends: str
    partial: bool
    suspension_risk: bool
    scope: str | None
    confidence: str
    wait: Wait | None
    known: bool = True


class _Doing(NamedTuple):
    """What was being done: the gravest of two operations, what it does, and whether no user is there."""

    operation: str
    effect: str
    alone: bool


class Plans:
    """Plans for the behaviors of one spec."""

    def __init__(self, taxonomy: Taxonomy, decisions: Decisions) -> None:
        rules = planning(taxonomy, decisions)
        self._effects = Effects(rules)
        self._planner = Planner(rules)
        self._connections = Connections(rules)
        # Many codes are alike in all that a plan follows from, and several outputs ask about each.
        self._plan = lru_cache(maxsize=None)(self._planner.plan)
        self._doings: dict[tuple[object, ...], _Doing] = {}

    def met(self, behavior: Behavior, home: Home, given: str = GENERIC) -> Met:
        """Return the behavior as it is at home, when an operation is given."""
        operation, effect, alone = self._doing(behavior.operation, given, home)
        actions, retry = self._effects.without_user(behavior) if alone else (behavior.actions, behavior.retry)
        return Met(
            operation=operation,
            effect=effect,
            unattended_retry=unattended_if_read(behavior) and effect == READ,
            situation=behavior.situation,
            category=behavior.category,
            actor=behavior.actor,
            actions=actions,
            retry=retry,
            phase=behavior.phase,
            ends=behavior.ends,
            partial=behavior.partial,
            suspension_risk=behavior.suspension_risk,
            scope=behavior.scope,
            confidence=behavior.confidence,
            wait=behavior.wait,
        )

    def _doing(self, own: str, given: str, home: Home) -> _Doing:
        """Return what was being done; thousands of behaviors have the same few answers."""
        key = (own, given, home.money, *home.effects.items())
        if key not in self._doings:
            both = (own, given)
            operation = max(both, key=lambda each: self._effects.gravity(each, home.effects))
            effect = self._effects.effect(operation, home.money, home.effects)
            self._doings[key] = _Doing(operation, effect, self._effects.is_user_absent(both))
        return self._doings[key]

    def connection(self, met: Met) -> str:
        """Return what the connection is to which it happened."""
        return self._connections.of(met)

    def connection_row(self, met: Met) -> int:
        """Return the number of the row of the table of connections that counts."""
        return self._connections.row(met)

    def plan(self, met: Met, made: int = 1, *, unattended: bool = False) -> Plan:
        """Return what the package plans after some attempts."""
        return self._plan(met, made, unattended=unattended)

    def row(self, met: Met, made: int = 1, *, unattended: bool = False) -> int:
        """Return the number of the row of the retry table that the plan comes from."""
        return self._planner.row(met, made, unattended=unattended)


def unattended_if_read(behavior: Behavior) -> bool:
    """Return what authors write as `unattended_retry`; a resolved behavior keeps it under its own name."""
    # It is asked for each of thousands, and most lack it: a model looks long for what it does not have.
    written: bool = vars(behavior).get("unattended_if_read", behavior.unattended_retry)
    return written
