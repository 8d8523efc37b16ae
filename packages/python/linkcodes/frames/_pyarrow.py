"""Answers for the rows of a table of PyArrow, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from linkcodes.frames._combined import CodedColumn, combined
from linkcodes.frames._questions import Question

_TYPES = {str: pa.string(), bool: pa.bool_()}
_SLICE = 1 << 20
"""Rows that get their answers at a time: one array of text must stay below two gigabytes."""


def answered(frame: pa.Table, question: Question) -> pa.Table:
    """Return a table with the answer to a question about each of its rows."""
    if question.is_repeated:
        places, rows = combined((_coded(frame[name]) for name in question.columns), _paired)
        return _with(frame, question, rows, places)
    values = (_values(frame[name]) for name in question.columns)
    return _with(frame, question, list(zip(*values, strict=True)))


def answered_batch(batch: pa.RecordBatch, question: Question) -> list[pa.RecordBatch]:
    """Return a batch with the answers, as a list of one."""
    batches: list[pa.RecordBatch] = answered(pa.Table.from_batches([batch]), question).to_batches()
    return batches


def _with(frame: pa.Table, question: Question, rows: list[Any], places: Any = None) -> pa.Table:
    """Add the answers to some rows: to each row of the table the one at its place, or else its own."""
    answers = question.answers(rows)
    for name, kind in question.fields.items():
        cells = pa.array(answers[name], type=_TYPES[kind])
        column = cells if places is None else pa.chunked_array(_taken(cells, places), type=_TYPES[kind])
        frame = frame.append_column(name, column)
    return frame


def _taken(cells: Any, places: Any) -> Iterator[Any]:
    for start in range(0, len(places), _SLICE):
        yield from _chunks(cells.take(places.slice(start, _SLICE)))


def _chunks(column: Any) -> list[Any]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _coded(column: pa.ChunkedArray) -> CodedColumn:
    """Return a column as numbers; 0 is that of null."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    places, values = _encoded(column)
    return CodedColumn(pc.add(places.cast(pa.int64()).fill_null(-1), 1), [None, *values])


def _paired(numbers: Any, size: int, others: Any) -> tuple[Any, list[int]]:
    return _encoded(pc.add(pc.multiply(numbers, size), others))


def _encoded(column: pa.ChunkedArray) -> tuple[Any, list[Any]]:
    """Return the places of values in the list of the distinct ones, and that list; the chunks share it."""
    encoded = column.dictionary_encode()
    chunks = _chunks(encoded)
    places = pa.chunked_array([chunk.indices for chunk in chunks], type=pa.int32())
    return places, chunks[-1].dictionary.to_pylist() if chunks else []


def _values(column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = column.to_pylist(maps_as_pydicts="lossy")
    return values
