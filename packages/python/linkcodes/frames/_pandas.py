"""Answers for the rows of a frame of pandas; index, order and other columns stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from linkcodes.frames._combined import CodedColumn, combined
from linkcodes.frames._questions import Cell, Question


def answered(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return a frame with the answer to a question about each of its rows."""
    if question.is_repeated:
        coded = (_coded(frame[name]) for name in question.columns)
        places, rows = combined(coded, _paired)
    else:
        places = np.arange(len(frame))
        rows = list(zip(*(_values(frame[name]) for name in question.columns), strict=True))
    answers = question.answers(rows)
    arrays = {name: _array(answers[name], kind).take(places) for name, kind in question.fields.items()}
    return frame.assign(**{name: pd.Series(cells, index=frame.index) for name, cells in arrays.items()})


_TEXT = pd.Series(["text"]).dtype
"""What this version of pandas makes of text."""


def _array(cells: list[Cell], kind: type) -> Any:
    return pd.Series(cells, dtype=bool if kind is bool else _TEXT).array


def _coded(series: pd.Series[Any]) -> CodedColumn:
    """Return a column as numbers; 0 is that of null."""
    if series.dtype == object and pd.api.types.infer_dtype(series) not in ("string", "empty"):
        return _coded_objects(series)
    numbers, values = pd.factorize(series)
    numbers += 1
    return CodedColumn(numbers, [None, *values.tolist()])


def _coded_objects(series: pd.Series[Any]) -> CodedColumn:
    """Return objects as numbers. Only objects of one type can be the same: 1 and True are two values."""
    seen: dict[tuple[type, object], int] = {}
    values: list[object] = [None]
    numbers = [0 if is_null else _number(value, seen, values) for value, is_null in _with_nulls(series)]
    return CodedColumn(np.array(numbers, dtype=np.int64), values)


def _with_nulls(series: pd.Series[Any]) -> Iterable[tuple[Any, bool]]:
    return zip(series.tolist(), series.isna(), strict=True)


def _number(value: object, seen: dict[tuple[type, object], int], values: list[object]) -> int:
    try:
        number = seen.setdefault((type(value), value), len(values))
    except Exception:  # what cannot be hashed or compared is like nothing else
        number = len(values)
    if number == len(values):
        values.append(value)
    return number


def _paired(numbers: Any, size: int, others: Any) -> tuple[Any, list[int]]:
    places, distinct = pd.factorize(numbers * size + others)
    return places, distinct.tolist()


def _values(series: pd.Series[Any]) -> list[object]:
    return [None if is_null else value for value, is_null in _with_nulls(series)]
