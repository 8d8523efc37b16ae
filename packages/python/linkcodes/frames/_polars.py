"""Answers for the rows of a frame of Polars, eager or lazy, in their order.

They are an expression that looks at each row by itself. So a lazy frame stays lazy and is read once, in any
number of parts, and Polars may push filters and selections below it.
"""

from __future__ import annotations

from threading import Lock
from typing import TypeVar

import polars as pl

from linkcodes.frames._questions import Question

_TYPES = {str: pl.String(), bool: pl.Boolean()}
_ANSWER = "_linkcodes_answer"
_PLACE = "_linkcodes_place"
_SLICE = 250_000
"""Rows that are looked up at a time; what the first ones have is rarely new in the others."""

PolarsFrame = TypeVar("PolarsFrame", pl.DataFrame, pl.LazyFrame)


def answered(frame: PolarsFrame, question: Question) -> PolarsFrame:
    """Return a frame with the answer to a question about each of its rows."""
    schema = pl.Schema({name: _TYPES[kind] for name, kind in question.fields.items()})
    expression = pl.struct(question.columns).map_batches(
        _Remembering(question, schema) if question.is_repeated else _Direct(question, schema),
        return_dtype=pl.Struct(schema),
        is_elementwise=True,
    )
    return frame.with_columns(expression.alias(_ANSWER)).unnest(_ANSWER)


class _Direct:
    """Answers each row by itself."""

    def __init__(self, question: Question, schema: pl.Schema) -> None:
        self._question = question
        self._schema = schema

    def __call__(self, asked: pl.Series) -> pl.Series:
        """Return the answers to some rows, as structs."""
        return self._answers(asked.struct.unnest()).to_struct(asked.name)

    def _answers(self, rows: pl.DataFrame) -> pl.DataFrame:
        answers = self._question.answers(rows.iter_rows())
        return pl.DataFrame(answers, schema=self._schema)


class _Remembering(_Direct):
    """Answers each combination of values once, and remembers where its answer is. Threads may share it."""

    def __init__(self, question: Question, schema: pl.Schema) -> None:
        super().__init__(question, schema)
        self._lock = Lock()
        self._known: tuple[pl.DataFrame, pl.DataFrame] | None = None
        """The combinations, each with its place, and the answers at those places."""

    def __call__(self, asked: pl.Series) -> pl.Series:
        """Return the answers to some rows, as structs."""
        rows = asked.struct.unnest()
        parts = [self._part(rows.slice(start, _SLICE)) for start in range(0, max(len(rows), 1), _SLICE)]
        return pl.concat(parts).to_struct(asked.name)

    def _part(self, rows: pl.DataFrame) -> pl.DataFrame:
        known, answers = self._known or self._learned(rows)
        places = self._places(rows, known)
        if places.has_nulls():
            known, answers = self._learned(rows.filter(places.is_null()))
            places = self._places(rows, known)
        return answers[places]

    def _places(self, rows: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
        on = list(self._question.columns)
        return rows.join(known, on=on, how="left", nulls_equal=True, maintain_order="left")[_PLACE]

    def _learned(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return all that is known, now also the combinations of some rows."""
        with self._lock:
            new = rows.unique()
            if self._known is None:
                self._known = self._numbered(new, 0), self._answers(new)
                return self._known
            known, answers = self._known
            # Another thread may have learned some of them.
            new = new.join(known, on=new.columns, how="anti", nulls_equal=True)
            self._known = (
                pl.concat([known, self._numbered(new, len(known))]),
                pl.concat([answers, self._answers(new)]),
            )
            return self._known

    @staticmethod
    def _numbered(rows: pl.DataFrame, first: int) -> pl.DataFrame:
        return rows.with_columns(pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias(_PLACE))
