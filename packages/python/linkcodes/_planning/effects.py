"""What the operation that was being done changes: what doing it again would do, and who is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

Record = Mapping[str, Any]
GENERIC = "generic"
"""The operation of what names none."""
_UNKNOWN = "unknown"


class Acting(Protocol):
    """What happened, and what to do about it."""

    @property
    def category(self) -> str | None: ...
    @property
    def actions(self) -> Sequence[str]: ...
    @property
    def retry(self) -> str | None: ...


class Effects:
    """Reads the operations and effects of the rules. `own` are the effects that a provider gives itself."""

    def __init__(self, rules: Record) -> None:
        self.operations: Record = rules["operations"]
        self._order: Sequence[str] = rules["effects"]
        self._instead: Record = rules["user_absent"]

    def gravity(self, operation: str | None, own: Mapping[str, str]) -> int:
        """Return how careful to be about doing an operation again, as the spec orders effects."""
        return -1 if _is_unnamed(operation) else self._order.index(self._of(operation, own))

    def effect(self, operation: str | None, money: str | None, own: Mapping[str, str]) -> str:
        """Return what doing it again would do; `money` is whether what reports it may report on money."""
        if money == "always":
            return "move_money"
        if not _is_unnamed(operation):
            return self._of(operation, own)
        return "unclear" if money == "never" else "may_move_money"

    def is_user_absent(self, operations: Iterable[str | None]) -> bool:
        """Say whether one of these operations runs with no user there."""
        return any(self.operations.get(each, {}).get("user_absent") for each in operations if each)

    def without_user(self, item: Acting) -> tuple[tuple[str, ...], str | None]:
        """Return the actions and the retry mode where no user is there; of the unknown, nothing changes."""
        if item.category == _UNKNOWN:
            return tuple(item.actions), item.retry
        actions, retry = self._instead["actions"], self._instead["retry"]
        instead = dict.fromkeys(actions.get(action, action) for action in item.actions)
        return tuple(instead), retry.get(item.retry, item.retry)

    def _of(self, operation: str | None, own: Mapping[str, str]) -> str:
        effect: str = own.get(operation or "") or self.operations[operation or ""]["effect"]
        return effect


def outcome_uncertain(category: str | None, situation: str | None, rules: Record) -> bool:
    """Say whether the operation may have been done although the answer is a failure."""
    uncertain = rules["categories"].get(category, {}).get("outcome_uncertain")
    return bool(uncertain) and situation not in rules["certain"]


def _is_unnamed(operation: str | None) -> bool:
    return operation is None or operation == GENERIC
