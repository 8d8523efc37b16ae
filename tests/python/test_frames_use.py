"""Frames: rows and columns stay as they are, and a mistake is one clear error."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.conftest import PACKAGE
from tests.frame_engines import ENGINES, FIELDS, each_engine, numbered, rows_of
from tests.python.conftest import Import


@pytest.mark.slow
@each_engine
def test_a_million_rows_stay_a_million(real: Import, engine: str) -> None:
    codes = np.array(["SUCCESS", "UNKNOWN_RESULTS_ID", "INVALID_LOGIN", "NEW", None], dtype=object)
    places = np.arange(1_000_000) % 5
    table = numbered(code=pa.array(codes[places], type=pa.string()), other=pa.array(places * 7))
    found = real("frames").classify_frame(ENGINES[engine](table), provider="flinks", code="code")
    table_out = nw.from_native(found).lazy().collect("pyarrow").to_native()
    assert table_out.num_rows == 1_000_000
    if engine != "DuckDB":
        assert table_out["row"].to_pylist() == list(range(1_000_000))
    kept = table_out.sort_by("row").select(["row", "code", "other"])
    assert kept.cast(table.schema).equals(table)


@each_engine
def test_nothing_but_columns_is_added(real: Import, engine: str) -> None:
    table = numbered(**{'a "b" `c`. d': ["NEW", None], "select": [1, 2], "é": ["x", None]})
    frame = ENGINES[engine](table)
    found = real("frames").classify_frame(frame, provider="lean", code='a "b" `c`. d', prefix="x_")
    names = nw.from_native(found).collect_schema().names()
    assert names == [*table.column_names, *(f"x_{name}" for name in FIELDS)]
    assert nw.from_native(frame).collect_schema().names() == table.column_names
    kept = [{name: row[name] for name in table.column_names} for row in rows_of(found)]
    assert kept == table.to_pylist()


def test_pandas_keeps_index_order_and_attributes(real: Import) -> None:
    frame = pd.DataFrame({"code": ["NEW", "INVALID_LOGIN", "NEW"]}, index=["b", "a", "b"])
    frame.attrs["source"] = "warehouse"
    found = real("frames").classify_frame(frame, provider="flinks", code="code")
    assert list(found.index) == ["b", "a", "b"]
    assert found["known"].tolist() == [False, True, False]
    assert found["known"].dtype == bool
    assert found.attrs == {"source": "warehouse"}


@each_engine
def test_a_frame_can_be_classified_twice(real: Import, engine: str) -> None:
    classify_frame = real("frames").classify_frame
    frame = ENGINES[engine](numbered(code=["INVALID_LOGIN", "NEW"], other=["RETRY_LATER", None]))
    once = classify_frame(frame, provider="flinks", code="code")
    twice = rows_of(classify_frame(once, provider="flinks", code="other", prefix="other_"))
    assert [(row["id"], row["other_id"]) for row in twice] == [
        ("flinks:api.code#INVALID_LOGIN", "flinks:api.code#RETRY_LATER"), (None, None),
    ]  # fmt: skip


def test_one_column_may_answer_two_questions(real: Import) -> None:
    frame = pl.DataFrame({"error": ["RETRY_LATER", "NEW"]})
    found = real("frames").classify_frame(frame, provider="flinks", code="error", message="error")
    assert found["known"].to_list() == [True, False]


def test_a_lazy_frame_is_read_when_it_is_collected(real: Import) -> None:
    read: list[int] = []

    def source(rows: pl.DataFrame) -> pl.DataFrame:
        read.append(len(rows))
        return rows

    frame = pl.LazyFrame({"code": ["RETRY_LATER", "NEW"]}).map_batches(source, schema={"code": pl.String})
    found = real("frames").classify_frame(frame, provider="flinks", code="code")
    assert read == []
    assert found.collect()["known"].to_list() == [True, False]
    assert read == [2]


def test_a_lazy_frame_in_parts_learns_what_each_part_has(real: Import) -> None:
    codes = [*["RETRY_LATER"] * 300_000, *["INVALID_LOGIN", None], *["RETRY_LATER"] * 300_000, "NEW"]
    frame = pl.LazyFrame({"code": codes})
    found = real("frames").classify_frame(frame, provider="flinks", code="code")
    for engine in ("in-memory", "streaming"):
        ids = found.collect(engine=engine)["id"]
        assert ids.n_unique() == 3
        assert ids[300_000:300_002].to_list() == ["flinks:api.code#INVALID_LOGIN", None]


def test_a_chunk_of_pyarrow_may_be_empty_or_of_another_dictionary(real: Import) -> None:
    several: tuple[list[str | None], ...] = (["NEW"], [], ["RETRY_LATER", None])
    chunks = [pa.array(values, type=pa.string()).dictionary_encode() for values in several]
    table = pa.table({"row": range(3), "code": pa.chunked_array(chunks)})
    found = rows_of(real("frames").classify_frame(table, provider="flinks", code="code"))
    assert [row["known"] for row in found] == [False, True, False]


def test_a_relation_of_duckdb_keeps_its_database(real: Import) -> None:
    database = duckdb.connect()
    database.execute("create table events as select range as row, 'RETRY_LATER' as code from range(3)")
    found = real("frames").classify_frame(database.table("events"), provider="flinks", code="code")
    found.create("classified")
    counted = database.sql("select category, count(*) from classified group by 1").fetchall()
    assert counted == [("institution_unavailable", 3)]
    views = database.sql("select count(*) from duckdb_views() where not internal").fetchall()
    assert views == [(0,)]


def test_a_frame_of_narwhals_stays_one(real: Import) -> None:
    frame = nw.from_native(pl.DataFrame({"code": ["RETRY_LATER"]}))
    found = real("frames").classify_frame(frame, provider="flinks", code="code")
    assert isinstance(found, nw.DataFrame)
    assert found["known"].to_list() == [True]


# ---------------------------------------------------------------- columns, constants and mistakes


def test_arguments_are_columns_or_constants(real: Import) -> None:
    frames, operation = real("frames"), real("taxonomy").Operation
    frame = pl.DataFrame({"login": ["INVALID_LOGIN"], "lean": ["flinks"]})
    with pytest.raises(ValueError, match=r"provider: 'lean' is both .* column\('lean'\) or constant"):
        frames.classify_frame(frame, provider="lean", code="login")
    found = frames.classify_frame(
        frame, provider=frames.column("lean"), code="login", operation=operation.LOGIN
    )
    assert found["id"].to_list() == ["flinks:api.code#INVALID_LOGIN"]
    found = frames.classify_frame(
        frame, provider=frames.constant("lean"), code=frames.column("login"), http_status=503
    )
    assert found["matched_by"].to_list() == ["http_status"]


MISTAKES: dict[str, tuple[type[Exception], str, dict[str, Any]]] = {
    "no such column": (
        ValueError,
        r"code: .* no column 'kode'.*columns are: row, code",
        {"code": "kode"},
    ),
    "no such provider": (ValueError, r"provider: .*'leen'.*constant\('leen'\)", {"provider": "leen"}),
    "a message": (ValueError, r"message: .*constant\('try later'\)", {"message": "try later"}),
    "a series": (TypeError, "code must be the name of a column.*not Series", {"code": pd.Series(["X"])}),
    "truth": (TypeError, "http_status must be .*not bool", {"http_status": True}),
    "prefixes that clash": (ValueError, r"already has 'known'.*prefix='linkcodes_'", {"prefix": ""}),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_clear_error(real: Import, mistake: str) -> None:
    kind, message, change = MISTAKES[mistake]
    frame = pd.DataFrame({"row": [1], "code": ["NEW"], "known": [True]})
    told = {"provider": "lean", "code": "code", "prefix": "x_", **change}
    with pytest.raises(kind, match=message):
        real("frames").classify_frame(frame, **told)


def test_constants_alone_are_no_question(real: Import) -> None:
    frames = real("frames")
    with pytest.raises(ValueError, match="name at least one column"):
        frames.classify_frame(pd.DataFrame({"a": [1]}), provider="lean", code=frames.constant("OK"))


def test_names_that_differ_in_case_clash_where_the_engine_says_so(real: Import) -> None:
    classify_frame = real("frames").classify_frame
    table = numbered(code=["NEW"], ID=[1])
    assert rows_of(classify_frame(table, provider="lean", code="code"))[0]["ID"] == 1
    with pytest.raises(ValueError, match="already has 'id'"):
        classify_frame(duckdb.connect().from_arrow(table), provider="lean", code="code")


@pytest.mark.parametrize("frame", [[1, 2], {"code": ["NEW"]}, None, pd.Series(["NEW"])])
def test_what_is_no_frame_is_refused(real: Import, frame: Any) -> None:
    with pytest.raises(TypeError):
        real("frames").classify_frame(frame, provider="lean", code="code")


def printed(code: str) -> str:
    environment = {"PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_without_narwhals_the_error_names_the_extra() -> None:
    code = (
        "import sys; sys.modules['narwhals'] = None\n"
        "from linkcodes.frames import classify_frame\n"
        "try: classify_frame([], provider='lean', code='x')\n"
        "except ImportError as error: print(error, error.name)"
    )
    assert printed(code) == "linkcodes.frames needs Narwhals; install linkcodes[frames] narwhals\n"


def test_importing_it_loads_no_engine() -> None:
    engines = {"narwhals", "pandas", "polars", "pyarrow", "duckdb", "numpy"}
    assert printed(f"import linkcodes.frames, sys; print({engines} & {{*sys.modules}})") == "set()\n"
