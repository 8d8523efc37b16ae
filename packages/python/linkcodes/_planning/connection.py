"""Reads what a connection is after what happened from the connection table of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from .effects import Record
from .tables import DecisionTable


class Affecting(Protocol):
    """What happened, as far as it may say something about a connection."""

    @property
    def situation(self) -> str | None: ...
    @property
    def category(self) -> str | None: ...
    @property
    def phase(self) -> str | None: ...
    @property
    def ends(self) -> str | None: ...
    @property
    def actor(self) -> str | None: ...
    @property
    def actions(self) -> Sequence[str]: ...
    @property
    def retry(self) -> str | None: ...
    @property
    def operation(self) -> str | None: ...
    @property
    def effect(self) -> str | None: ...
    @property
    def scope(self) -> str | None: ...


class _Facts(NamedTuple):
    """What the state of a connection depends on; the spec's `ConnectionWhen` says what each means."""

    situation: str | None
    category: str | None
    phase: str | None
    ends: str | None
    actor: str | None
    retry: str | None
    first: str | None
    operation: str | None
    effect: str | None
    scope: str | None


class Connections:
    """Says by some rules what a connection is; nothing of them is copied, so they must stay as they are."""

    def __init__(self, rules: Record) -> None:
        self._table = DecisionTable(rules["tables"]["connection"], _Facts)

    def of(self, item: Affecting) -> str:
        """Return the word for the connection to which this happened."""
        word: str = self._table.rows[self.row(item)]["connection"]
        return word

    def row(self, item: Affecting) -> int:
        """Return the number of the row that counts."""
        return self._table.find(
            _Facts(
                situation=item.situation,
                category=item.category,
                phase=item.phase,
                ends=item.ends,
                actor=item.actor,
                retry=item.retry,
                first=item.actions[0] if item.actions else None,
                operation=item.operation,
                effect=item.effect,
                scope=item.scope,
            )
        )
