# ruff: noqa: PLR0913
"""What the codes and payloads in a frame mean: pandas, Polars, PyArrow, DuckDB and PySpark, in and out.

`classify_frame` adds what `classify` answers, `decode_frame` what `decode` does. The first asks once for each
distinct combination of values and gives every row its answer, so it takes about as long as a join; a
function that is called for each row takes ten to fifty times as long. Rows and all other columns stay as
they are, in their order, except that joins of DuckDB and PySpark keep none.

The extra `linkcodes[frames]` installs Narwhals; the engine is the one that you have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from linkcodes.frames._engines import answered
from linkcodes.frames._named import Column, ColumnOrConstant, Constant, column, constant
from linkcodes.frames._questions import classifying, decoding

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Column", "Constant", "classify_frame", "column", "constant", "decode_batches", "decode_frame"]

Frame = TypeVar("Frame")


def classify_frame(
    frame: Frame,
    *,
    provider: ColumnOrConstant,
    code: ColumnOrConstant,
    vocabulary: ColumnOrConstant | None = None,
    message: ColumnOrConstant | None = None,
    http_status: ColumnOrConstant | None = None,
    operation: ColumnOrConstant | None = None,
    prefix: str = "",
) -> Frame:
    """Return the frame with what `classify` answers for each row: a frame of the same type.

    Each argument is the name of a column, or a constant. Text is the name of a column; if there is no such
    column, it may be the id of a provider, vocabulary or operation, which is a constant. `column("...")` and
    `constant(...)` say which one is meant; numbers and members of enumerations are constants anyway.

    Adds `known`, `matched_by`, `id`, `category`, `actor`, `action` (the first one), `retry`,
    `unattended_retry`, `phase`, `severity`, `confidence`, `connection`, and `plan`, the decision of
    `plan_retry`; `prefix` is put before each of these names. A row in which no code came stays empty, unless
    its message or its HTTP status tells something: its texts are null, `known` and `unattended_retry` are
    false. Lazy frames of Polars stay lazy. A relation of DuckDB and a frame of PySpark are asked at once
    which combinations they have; a row that is added later may have null in the new columns.
    """
    asked = {
        "provider": provider,
        "code": code,
        "vocabulary": vocabulary,
        "message": message,
        "http_status": http_status,
        "operation": operation,
    }
    found: Frame = answered(frame, classifying, asked, prefix)
    return found


def decode_frame(
    frame: Frame,
    *,
    body: ColumnOrConstant,
    provider: ColumnOrConstant | None = None,
    payload: ColumnOrConstant | None = None,
    http_status: ColumnOrConstant | None = None,
    operation: ColumnOrConstant | None = None,
    prefix: str = "",
) -> Frame:
    """Return the frame with what `decode` finds in the body of each row: a frame of the same type.

    `body` is a column of JSON text, bytes, URLs, or structs. Text is the surest: a field of a struct may be
    null because it was not sent, or because null was sent; the former is assumed if it makes a payload. The
    other arguments are as in `classify_frame`.

    Adds `provider`, `payload`, `channel`, `certainty`, `known`, `verdict`, `step` and `event_id` of the
    payload; then `vocabulary`, `code` and what `classify_frame` adds, for the code to act on first. Each body
    is decoded: in PySpark by the workers, which need linkcodes as well; in DuckDB at once.
    """
    asked = {
        "body": body,
        "provider": provider,
        "payload": payload,
        "http_status": http_status,
        "operation": operation,
    }
    found: Frame = answered(frame, decoding, asked, prefix)
    return found


def decode_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    body: ColumnOrConstant,
    provider: ColumnOrConstant | None = None,
    payload: ColumnOrConstant | None = None,
    http_status: ColumnOrConstant | None = None,
    operation: ColumnOrConstant | None = None,
    prefix: str = "",
) -> Iterator[pa.RecordBatch]:
    """Yield each batch with what `decode_frame` adds: for streams, such as those of `mapInArrow` of Spark."""
    import pyarrow as pa  # noqa: PLC0415

    for batch in batches:
        table = decode_frame(
            pa.Table.from_batches([batch]),
            body=body,
            provider=provider,
            payload=payload,
            http_status=http_status,
            operation=operation,
            prefix=prefix,
        )
        yield from table.to_batches()
