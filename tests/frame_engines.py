"""The engines whose frames are tested, and what the tests of frames do with all of them alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pyarrow as pa
import pytest

ENGINES: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": lambda table: table.to_pandas(),
    "Polars": pl.from_arrow,
    "Polars, lazy": lambda table: pl.LazyFrame(pl.from_arrow(table)),
    "PyArrow": lambda table: table,
    "DuckDB": lambda table: duckdb.connect().from_arrow(table),
}
each_engine = pytest.mark.parametrize("engine", ENGINES)
FIELDS = (
    *("known", "matched_by", "id", "category", "actor", "action", "retry", "unattended_retry", "phase"),
    *("severity", "confidence", "connection", "plan"),
)


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of any frame, by the column `row`."""
    table = nw.from_native(frame).lazy().collect("pyarrow").to_native()
    rows: list[dict[str, Any]] = table.sort_by("row").to_pylist()
    return rows


def numbered(**columns: Any) -> pa.Table:
    length = len(next(iter(columns.values())))
    return pa.table({"row": pa.array(range(length)), **columns})
