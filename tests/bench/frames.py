"""What classifying a frame costs beside the bare join of the same engine, and how it grows."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from linkcodes import vocabularies
from linkcodes.frames import classify_frame

from tests.bench.measure import PACKAGE, PYTHON, REPO, output, process, sized
from tests.bench.results import BudgetRow, Comparison, ComparisonBar, Finding

SCALE = REPO / ".venv-scale/bin/python"
"""Where `make test-scale` installs PySpark."""
HAS_SPARK = sized(SCALE.exists(), False)
ROWS = sized(5_000_000, 10_000)
MILLION = 1_000_000
KEY = ("provider", "vocabulary", "code")
ASKED = {name: name for name in KEY}
UNLISTED = 20
"""One key of so many is of a code that is not listed."""


class JoinTimes(NamedTuple):
    """Two ways to get the same frame, in seconds of the wall clock."""

    bare: float
    """The join with a table that has the answers."""
    ours: float

    @property
    def ratio(self) -> float:
        """How fast ours is, where the bare join is 1."""
        return self.bare / self.ours


def keys() -> list[tuple[str, ...]]:
    """Return all listed codes, and some that are not listed."""
    codes = [(code.vocabulary.partition(":"), str(code.value)) for each in vocabularies() for code in each]
    listed = [(id[0], id[2], code) for id, code in codes]
    return [*listed, *((*where, f"{code}_NEW") for *where, code in listed[::UNLISTED])]


def write(path: Path, rows: int) -> None:
    """Write a Parquet file with rows of random keys, a million at a time."""
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    columns = [pa.array(values) for values in zip(*keys(), strict=True)]
    random, writer = np.random.default_rng(1), None
    for start in range(0, rows, MILLION):
        places = pa.array(random.integers(0, len(columns[0]), min(MILLION, rows - start)))
        table = pa.table({name: column.take(places) for name, column in zip(KEY, columns, strict=True)})
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()


def joins() -> Iterator[Finding]:
    """Classifying five million rows, against the bare join of the same engine on the same key."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.parquet")
        write(path, ROWS)
        pairs = {name: way(path) for name, way in WAYS.items()}
        pairs |= {"PySpark": spark(path)} if HAS_SPARK else {}
    for name, pair in pairs.items():
        bars = (
            ComparisonBar(f"{name}, bare join", ROWS / MILLION / pair.bare),
            ComparisonBar(f"{name}, classify_frame", ROWS / MILLION / pair.ours, ours=True),
        )
        yield Comparison(f"Classifying 5 million rows: {name}", "million rows per second", True, bars)
    for name, pair in pairs.items():
        least = 0.7 if name == "PySpark" else 0.8
        what = f"`classify_frame` of 5 million rows in {name}, speed against its bare join"
        yield BudgetRow(what, f"{least} x", f"{pair.ratio:.2f} x", pair.ratio >= least)


def alternating(bare: Callable[[], object], ours: Callable[[], object], runs: int = sized(5, 1)) -> JoinTimes:
    """Return the pair of which the ratio is the median over alternating runs."""
    pairs = [JoinTimes(seconds(bare), seconds(ours)) for _ in range(runs + 1)]
    return sorted(pairs[1:], key=lambda pair: pair.ratio)[runs // 2]  # the first pair warms the caches


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes; what it returns is dropped afterwards."""
    started = time.perf_counter()
    result = call()
    taken = time.perf_counter() - started
    del result
    return taken


def _pandas(path: Path) -> JoinTimes:
    import pandas as pd  # noqa: PLC0415

    frame: Any = pd.read_parquet(path)
    answers = classify_frame(frame.drop_duplicates(), **ASKED)
    return alternating(
        lambda: frame.merge(answers, on=[*KEY], how="left"), lambda: classify_frame(frame, **ASKED)
    )


def _polars(path: Path) -> JoinTimes:
    import polars as pl  # noqa: PLC0415

    frame = pl.read_parquet(path)
    answers = classify_frame(frame.unique(), **ASKED)
    return alternating(
        lambda: frame.join(answers, on=[*KEY], how="left"), lambda: classify_frame(frame, **ASKED)
    )


def _duckdb(path: Path) -> JoinTimes:
    import duckdb  # noqa: PLC0415

    database = duckdb.connect()
    database.execute("create table events as select * from read_parquet(?)", [str(path)])
    classify_frame(database.sql("select distinct * from events"), **ASKED).create("answers")
    joined = database.sql(f"select * from events left join answers using ({', '.join(KEY)})")

    def store(relation: Callable[[], Any]) -> None:
        database.execute("drop table if exists stored")
        relation().create("stored")

    return alternating(
        lambda: store(lambda: joined),
        lambda: store(lambda: classify_frame(database.table("events"), **ASKED)),
    )


WAYS: dict[str, Callable[[Path], JoinTimes]] = {"pandas": _pandas, "Polars": _polars, "DuckDB": _duckdb}


def spark(path: Path) -> JoinTimes:
    """Measure the same in PySpark, which has an environment of its own."""
    return JoinTimes(*json.loads(output([SCALE, "-m", "tests.bench.spark_frames", path], PYTHONPATH=PACKAGE)))


# ---------------------------------------------------------------- growth

SIZES = sized((10 * MILLION, 100 * MILLION), (10_000, 20_000))
"""Rows."""
COUNTING = {
    "DuckDB": (
        "import sys, duckdb; from linkcodes.frames import classify_frame; "
        "rows = classify_frame(duckdb.read_parquet(sys.argv[1]), {asked}); "
        "found = rows.aggregate('category, plan, count(*)').fetchall(); "
        "assert sum(row[-1] for row in found) == int(sys.argv[2])"
    ),
    "Polars, lazy": (
        "import sys, polars as pl; from linkcodes.frames import classify_frame; "
        "rows = classify_frame(pl.scan_parquet(sys.argv[1]), {asked}); "
        "found = rows.group_by('category', 'plan').len().collect(engine='streaming'); "
        "assert found['len'].sum() == int(sys.argv[2])"
    ),
}
"""Programs that classify a file of rows and count them by category and plan."""


def growth() -> Iterator[Finding]:
    """Classifying and counting 10 and 100 million rows of a file."""
    asked = ", ".join(f"{name}={name!r}" for name in KEY)
    runs: dict[str, list[Any]] = {name: [] for name in COUNTING}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder, "rows.parquet")
            write(path, size)
            for name, program in COUNTING.items():
                command = [PYTHON, "-c", program.format(asked=asked), path, size]
                runs[name].append(process(command, PACKAGE))
    for name, (middle, largest) in runs.items():
        times, more = largest.seconds / middle.seconds, largest.peak_mib / middle.peak_mib
        figures = f"{times:.1f} x the time, {more:.1f} x the memory"
        details = f"{largest.seconds:.0f} s, {largest.peak_mib:.0f} MiB"
        yield BudgetRow(
            f"`classify_frame` and a count of 100 million rows in {name}, against 10 million",
            "12 x the time, 2 x the memory",
            f"{figures} ({details})",
            times <= 12 and more <= 2,
        )
