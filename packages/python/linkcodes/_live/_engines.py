"""Looks at the bodies that are in a table of DuckDB or Spark, where they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from linkcodes._live._report import LiveReport
from linkcodes._live._run import check
from linkcodes._live._samples import LiveBody

_ROWS = 10_000
"""Rows that are in memory at a time."""


def from_duckdb(
    relation: Any, body: str, *, time: str | None = None, provider: str | None = None
) -> LiveReport:
    """Return the report on the bodies in a column of a DuckDB relation; it takes pyarrow.

    `body` and `time` are names of columns; `provider` is the id of the provider that all bodies are from.
    """
    columns = relation.project(", ".join(map(_quoted, [body] if time is None else [body, time])))
    reader = getattr(columns, "to_arrow_reader", None) or columns.fetch_record_batch  # before DuckDB 2
    return check(_samples(_rows(reader(_ROWS))), provider=provider)


def from_spark(frame: Any, body: str, *, time: str | None = None, provider: str | None = None) -> LiveReport:
    """Return the report on the bodies in a column of a Spark data frame.

    Each partition is looked at where it is, by `mapInArrow`; only counts come back. The parameters are those
    of `from_duckdb`.
    """

    def counted(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow  # noqa: PLC0415  (Spark's workers have it)

        report = json.dumps(check(_samples(_rows(batches)), provider=provider).to_dict())
        yield pyarrow.RecordBatch.from_pydict({"report": [report]})

    columns = [body] if time is None else [body, time]
    parts = frame.select(*columns).mapInArrow(counted, "report string").collect()
    return LiveReport.merged(LiveReport(json.loads(row["report"])) for row in parts)


def _rows(batches: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of record batches of Arrow."""
    return (row for batch in batches for row in zip(*batch.to_pydict().values(), strict=True))


def _samples(rows: Iterable[tuple[Any, ...]]) -> Iterator[LiveBody]:
    """Yield the bodies that are there; a row may lack one."""
    return (LiveBody(row[0], time=row[1] if len(row) > 1 else None) for row in rows if row[0] is not None)


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
