"""How long to pause, how often to try, and when to stop waiting."""

from __future__ import annotations

from linkcodes._metadata.record import Record
from linkcodes.taxonomy import Action

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from typing import Any

_PLAIN = ("min_delay_s", "max_attempts", "poll_s", "deadline_s")


class Wait(Record):
    """The pauses and deadlines of a situation; None where it has none. All times are in seconds."""

    min_delay_s: int | None = None
    """The least pause before the next attempt."""
    max_attempts: int | None = None
    """Attempts in all, the first one included."""
    poll_s: int | None = None
    """The time between two looks at the state while waiting."""
    deadline_s: int | None = None
    """When to stop waiting."""
    until: tuple[str, ...] = ()
    """Ids of the events and payloads that end the wait."""
    then: Action | None = None
    """What to do when the deadline passes."""

    @classmethod
    def read(cls, record: dict[str, Any] | None) -> Wait | None:
        """Return the wait that a record describes; None if it describes none."""
        if not record:
            return None
        then = record.get("then")
        plain = {name: record.get(name) for name in _PLAIN}
        return cls(**plain, until=tuple(record.get("until", ())), then=None if then is None else Action(then))
