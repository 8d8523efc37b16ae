"""`classify_frame`: every engine gives each row the answer that `classify` gives it."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.frame_engines import ENGINES, FIELDS, each_engine, numbered, rows_of
from tests.frame_rows import ASKED, EMPTY, FrameRow, all_rows, expected
from tests.python.conftest import Import


@pytest.fixture(scope="module")
def asked(real: Import) -> tuple[pa.Table, list[dict[str, Any]]]:
    rows = all_rows(real, random=8_000)
    table = pa.table({name: [getattr(row, name) for row in rows] for name in FrameRow._fields})
    return table, [expected(real, row) for row in rows]


@pytest.mark.slow
@each_engine
def test_every_row_gets_the_answer_of_classify(
    real: Import, asked: tuple[pa.Table, list[dict[str, Any]]], engine: str
) -> None:
    table, answers = asked
    frame = ENGINES[engine](table)
    classified = real("frames").classify_frame(frame, **{name: name for name in ASKED})
    assert type(classified) is type(frame)
    rows = rows_of(classified)
    assert len(rows) == len(answers) > 13_000
    wrong = [
        (row, answer)
        for row, answer in zip(rows, answers, strict=True)
        if any(row[name] != answer[name] for name in FIELDS)
    ]
    assert wrong == []


VALUES: dict[str, tuple[pa.Array, Any]] = {
    "numbers": (pa.array([401, 500, None, 401]), int),
    "numbers that are fractions": (pa.array([401.0, 401.5, None, float("nan"), -0.0, float("inf")]), float),
    "small numbers": (pa.array([401, None], type=pa.uint16()), int),
    "decimals": (pa.array([Decimal("401.00"), Decimal("401.50"), None]), Decimal),
    "numbers as text": (pa.array(["401", "0401", "401.0", " 401", "", None]), str),
    "truth": (pa.array([True, False, None]), bool),
    "dictionaries": (pa.array(["401", None, "401", "", "RETRY_LATER"]).dictionary_encode(), str),
    "large text": (pa.array(["401", "INVALID_LOGIN", None], type=pa.large_string()), str),
    "bytes": (pa.array([b"401", b"", None]), bytes),
    "days": (pa.array([dt.date(2026, 1, 1), None]), dt.date),
    "nulls alone": (pa.array([None, None], type=pa.string()), str),
    "no type at all": (pa.nulls(2), None),
    "nothing": (pa.array([], type=pa.string()), str),
}


@each_engine
@pytest.mark.parametrize("values", VALUES)
def test_values_of_all_types_are_read_as_classify_reads_them(real: Import, engine: str, values: str) -> None:
    column, _ = VALUES[values]
    frame = ENGINES[engine](numbered(code=column))
    frames, classify = real("frames"), real("").classify
    for besides in ({}, {"vocabulary": "fdx.error"}, {"vocabulary": "api.code"}):
        told = {name: frames.constant(value) for name, value in besides.items()}
        rows = rows_of(frames.classify_frame(frame, provider="flinks", code="code", **told))
        answers = [classify("flinks", wire(value), **besides) for value in column.to_pylist()]
        assert [(row["id"], row["category"], row["matched_by"]) for row in rows] == [
            (answer.id, answer.category, answer.matched_by) if came(answer) else (None, None, None)
            for answer in answers
        ]


def came(answer: Any) -> bool:
    return answer.raw not in (None, "") or answer.matched_by != "none"


@each_engine
def test_a_row_without_a_code_stays_empty(real: Import, engine: str) -> None:
    """Most rows of a table of requests went well; there is nothing to check first."""
    table = numbered(
        code=pa.array([None, "", " ", None, None, None]),
        message=pa.array([None, "", None, None, None, "Something broke"]),
        http=pa.array([None, None, 200, 204, 503, None]),
    )
    found = real("frames").classify_frame(
        ENGINES[engine](table), provider="plaid", code="code", message="message", http_status="http"
    )
    rows = rows_of(found)
    assert [{name: row[name] for name in EMPTY} for row in rows[:4]] == [EMPTY] * 4
    assert [row["matched_by"] for row in rows[4:]] == ["http_status", "none"]
    assert rows[5]["plan"] == "check_first"


def wire(value: Any) -> Any:
    """Return what a value is on the wire, where frames have no type for it."""
    if isinstance(value, float) and math.isnan(value):
        return None
    return int(value) if isinstance(value, Decimal) and value % 1 == 0 else value


@each_engine
def test_an_http_status_may_be_a_number_of_any_kind(real: Import, engine: str) -> None:
    for statuses in (
        pa.array([503, None, 404]),
        pa.array([503.0, None, 404.0]),
        pa.array([503, None, 404], pa.int16()),
    ):
        frame = ENGINES[engine](numbered(code=["NEW", "NEW", "NEW"], status=statuses))
        found = real("frames").classify_frame(frame, provider="lean", code="code", http_status="status")
        assert [row["category"] for row in rows_of(found)] == ["provider_error", "unknown", "invalid_request"]


def test_objects_of_pandas_are_kept_apart(real: Import) -> None:
    """1, 1.0 and True are equal, and yet three values; what cannot be hashed is a value as well."""
    member = real("flinks").FdxErrorCode(401)
    values = ["401", 401, 401.0, True, 1, None, np.nan, pd.NA, ["401"], {"a": 1}, member, b"401", ""]
    frame = pd.DataFrame({"code": pd.Series(values, dtype=object)})
    found = real("frames").classify_frame(frame, provider="flinks", code="code")
    values[6:8] = [None, None]
    answers = [real("").classify("flinks", value) for value in values]
    assert [value if isinstance(value, str) else None for value in found["id"]] == [
        each.id for each in answers
    ]
    told = [value if isinstance(value, str) else None for value in found["matched_by"]]
    assert told == [each.matched_by if came(each) else None for each in answers]
    assert found["known"].tolist() == [each.known for each in answers]


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["RETRY_LATER", "401"]), pl.String])
def test_categories_of_polars_are_text(real: Import, kind: Any) -> None:
    frame = pl.DataFrame({"code": pl.Series(["401", None, "RETRY_LATER"], dtype=kind)})
    found = real("frames").classify_frame(frame, provider="flinks", code="code")
    assert found["category"].to_list() == ["invalid_request", None, "institution_unavailable"]
    assert found["code"].dtype == frame["code"].dtype


@pytest.mark.parametrize("kind", ["category", "string", "object", "str", pd.ArrowDtype(pa.string())])
def test_text_of_pandas_comes_in_several_types(real: Import, kind: Any) -> None:
    frame = pd.DataFrame({"code": pd.Series(["401", None, "RETRY_LATER"], dtype=object).astype(kind)})
    found = real("frames").classify_frame(frame, provider="flinks", code="code")
    told = [value if isinstance(value, str) else None for value in found["category"]]
    assert told == ["invalid_request", None, "institution_unavailable"]
    assert found["code"].dtype == frame["code"].dtype


def test_an_enum_of_duckdb_is_text(real: Import) -> None:
    database = duckdb.connect()
    database.execute("create type codes as enum ('401', 'RETRY_LATER')")
    relation = database.sql("select 0 as row, '401'::codes as code union all select 1, null")
    found = rows_of(real("frames").classify_frame(relation, provider="flinks", code="code"))
    assert [row["category"] for row in found] == ["invalid_request", None]
