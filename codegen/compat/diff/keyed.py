"""Two sets of records, matched by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Record = Mapping[str, Any]


class ChangedRecord(NamedTuple):
    """A record as it was and as it is."""

    id: str
    old: Any
    new: Any

    def differs(self, key: str) -> bool:
        """Say whether a field is not what it was."""
        return bool(self.old.get(key) != self.new.get(key))


class KeyedDiff(NamedTuple):
    """What is gone, what is new, and what is no longer the same."""

    removed: dict[str, Any]
    added: dict[str, Any]
    changed: list[ChangedRecord]

    @classmethod
    def of(cls, old: Mapping[str, Any], new: Mapping[str, Any]) -> KeyedDiff:
        """Match records by id."""
        return cls(
            {id: record for id, record in old.items() if id not in new},
            {id: record for id, record in new.items() if id not in old},
            [ChangedRecord(id, old[id], new[id]) for id in old if id in new and old[id] != new[id]],
        )


def by_id(records: Iterable[Record], prefix: str = "", key: str = "id") -> dict[str, Record]:
    """Return records by their ids."""
    return {f"{prefix}{record[key]}": record for record in records}


def without(record: Record, *keys: str) -> dict[str, Any]:
    """Return a record but for some of its fields."""
    return {key: value for key, value in record.items() if key not in keys}
