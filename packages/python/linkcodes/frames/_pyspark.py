"""Answers for the rows of a frame of PySpark, classic or connected.

For codes, the driver answers the combinations, which are then broadcast and joined. Workers decode bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import and_
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812  (as everyone calls it)
from pyspark.sql.types import BooleanType, StringType, StructField, StructType

from linkcodes.frames import _pyarrow
from linkcodes.frames._questions import Question

_TYPES = {str: StringType(), bool: BooleanType()}


def answered(frame: DataFrame, question: Question) -> DataFrame:
    """Return a frame with the answer to a question about each of its rows."""
    added = [StructField(name, _TYPES[kind]) for name, kind in question.fields.items()]
    if question.is_repeated:
        return _joined(frame, question, added)
    return frame.mapInArrow(_working(question), StructType([*frame.schema.fields, *added]))


def _joined(frame: DataFrame, question: Question, added: list[StructField]) -> DataFrame:
    columns = [_column(frame, name) for name in question.columns]
    rows = [tuple(row) for row in frame.select(*columns).distinct().collect()]
    answers = question.answers(rows)
    kinds = {field.name: field.dataType for field in frame.schema.fields}
    keys = [StructField(_key(place), kinds[name]) for place, name in enumerate(question.columns)]
    cells = [(*row, *cells) for row, cells in zip(rows, zip(*answers.values(), strict=True), strict=True)]
    table = frame.sparkSession.createDataFrame(cells, StructType([*keys, *added]))
    nullable = [any(row[place] is None for row in rows) for place in range(len(keys))]
    same = map(_same, columns, (table[key.name] for key in keys), nullable)
    joined = frame.join(F.broadcast(table), reduce(and_, same), "left")
    return joined.drop(*(key.name for key in keys))


def _same(asked: Column, known: Column, is_nullable: bool) -> Column:
    """Compare two columns; to find null as well takes longer."""
    return asked.eqNullSafe(known) if is_nullable else asked == known


def _column(frame: DataFrame, name: str) -> Column:
    quoted = name.replace("`", "``")
    return frame[f"`{quoted}`"]


def _key(place: int) -> str:
    return f"_linkcodes_key_{place}"


def _working(question: Question) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return what workers do with their batches."""

    def work(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from _pyarrow.answered_batch(batch, question)

    return work
