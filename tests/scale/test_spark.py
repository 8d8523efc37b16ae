"""Frames of PySpark get the answers of `classify` and `decode`; `make test-scale` runs it, with Java."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from importlib import import_module
from shutil import which
from typing import Any

import pytest
from linkcodes import classify, decode, plan_retry
from linkcodes.frames import classify_frame, constant, decode_batches, decode_frame
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812  (as everyone calls it)
from pyspark.sql import types as T  # noqa: N812

from tests.frame_rows import ASKED, FrameRow, all_rows, expected
from tests.wire_bodies import wire_bodies

# Spark warns of each pandas that is newer than itself.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning"),
    pytest.mark.skipif(
        not ("JAVA_HOME" in os.environ or which("java")), reason="Spark needs Java 17, which is not installed"
    ),
]
QUIET = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.host": "127.0.0.1"}
CODES = ("RETRY_LATER", "UNAUTHORIZED", "INVALID_LOGIN", "NEW", None)
BODY = '{"status":"ERROR","secondary_status":"INVALID_MFA"}'


def package(name: str) -> Any:
    return import_module(f"linkcodes.{name}" if name else "linkcodes")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("linkcodes")
    for name, value in QUIET.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def rows_of(frame: DataFrame) -> list[dict[str, Any]]:
    return sorted((row.asDict() for row in frame.collect()), key=lambda row: int(row["row"]))


def test_every_row_gets_the_answer_of_classify(spark: SparkSession) -> None:
    rows = all_rows(package, random=8_000)
    kinds = {"row": T.LongType(), "http_status": T.LongType()}
    schema = T.StructType([T.StructField(name, kinds.get(name, T.StringType())) for name in FrameRow._fields])
    frame = spark.createDataFrame([tuple(row) for row in rows], schema)
    classified = classify_frame(frame, **{name: name for name in ASKED})
    assert isinstance(classified, DataFrame)
    found, answers = rows_of(classified), [expected(package, row) for row in rows]
    assert len(found) == len(answers) > 13_000
    pairs = zip(found, answers, strict=True)
    assert [pair for pair in pairs if any(pair[0][name] != cell for name, cell in pair[1].items())] == []


def test_a_million_rows_stay_a_million_and_the_answers_are_broadcast(
    spark: SparkSession, capfd: pytest.CaptureFixture[str]
) -> None:
    codes = F.array(*map(F.lit, CODES))
    frame = spark.range(1_000_000).withColumn("co.d`e", codes[F.col("id") % 5])
    found = classify_frame(frame, provider="flinks", code="co.d`e", prefix="x_")
    assert found.columns[:2] == frame.columns
    assert found.count() == 1_000_000
    listed = [code for code in CODES if classify("flinks", code).known]
    assert found.filter("x_known").count() == 200_000 * len(listed) > 0
    found.explain()
    assert "BroadcastHashJoin" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (T.IntegerType(), [401, None, 5]),
        (T.DoubleType(), [401.0, float("nan"), None, 401.5]),
        (T.DecimalType(38, 0), [Decimal(401), None]),
        (T.BooleanType(), [True, None]),
        (T.BinaryType(), [b"401", None]),
        (T.StringType(), ["401", "", None, " 401"]),
    ],
    ids=str,
)
def test_values_are_read_as_classify_reads_them(
    spark: SparkSession, kind: T.DataType, codes: list[Any]
) -> None:
    schema = T.StructType([T.StructField("row", T.LongType()), T.StructField("code", kind)])
    frame = spark.createDataFrame(list(enumerate(codes)), schema)
    found = rows_of(classify_frame(frame, provider=constant("flinks"), code="code"))
    plain = [int(code) if isinstance(code, Decimal) else code for code in codes]
    plain = [None if code != code else code for code in plain]  # noqa: PLR0124  (NaN)
    answers = [classify("flinks", code) for code in plain]
    categories = [None if each.raw in (None, "") else each.category for each in answers]  # no code, no answer
    assert [row["category"] for row in found] == categories
    assert [row["id"] for row in found] == [each.id for each in answers]


def test_workers_decode_every_body(spark: SparkSession) -> None:
    bodies = [*(body.text for body in wire_bodies()[::31]), "", "no JSON", None]
    frame = spark.createDataFrame(list(enumerate(bodies)), "row long, body string")
    found = rows_of(decode_frame(frame, body="body"))
    answers = [decode(body) for body in bodies]
    assert [(row["payload"], row["verdict"], row["id"], row["plan"]) for row in found] == [
        (each.payload, each.verdict, each.head and each.head.id, plan_retry(each).decision)
        for each in answers
    ]


def test_a_struct_is_a_body(spark: SparkSession) -> None:
    schema = "row long, body struct<status: string, secondary_status: string, event: string>"
    frame = spark.createDataFrame(
        [(0, ("ERROR", "INVALID_MFA", None)), (1, (None, None, None)), (2, None)], schema
    )
    found = rows_of(decode_frame(frame, body="body"))
    assert [row["code"] for row in found] == ["INVALID_MFA", None, None]


def test_the_function_for_map_in_arrow(spark: SparkSession) -> None:
    frame = spark.createDataFrame([(0, BODY), (1, None)], "row long, body string")
    schema = decode_frame(frame, body="body").schema
    found = frame.mapInArrow(partial(decode_batches, body="body", provider=constant("lean")), schema)
    assert [row["category"] for row in rows_of(found)] == ["challenge_failed", None]


def test_names_that_differ_in_case_clash(spark: SparkSession) -> None:
    with pytest.raises(ValueError, match="already has 'known'"):
        classify_frame(
            spark.createDataFrame([("X", 1)], "code string, KNOWN long"), provider="lean", code="code"
        )
