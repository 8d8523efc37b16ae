"""Reads the tables of the spec's decisions: of the rows, the first whose conditions all hold counts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

Record = dict[str, Any]


class DecisionTable:
    """The rows of one table, prepared for facts of one type. The last row always applies."""

    def __init__(self, rows: Iterable[Record], facts: type[NamedTuple]) -> None:
        self.rows = tuple(rows)
        places = {name: place for place, name in enumerate(facts._fields)}
        self._conditions = [
            tuple((places[name], frozenset(values)) for name, values in row["when"].items())
            for row in self.rows
        ]
        self.find = lru_cache(maxsize=1_024)(self._find)

    def _find(self, facts: tuple[object, ...]) -> int:
        """Return the number of the row that counts."""
        return next(
            number
            for number, conditions in enumerate(self._conditions)
            if all(facts[place] in values for place, values in conditions)
        )
