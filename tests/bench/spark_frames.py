"""`python -m tests.bench.spark_frames FILE`: seconds of a bare broadcast join, and of `classify_frame`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from linkcodes.frames import classify_frame
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812  (as everyone calls it)

from tests.bench.frames import ASKED, KEY, JoinTimes, alternating


def main(path: Path) -> None:
    """Print the two figures as JSON."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    print(json.dumps(_measured(session, str(path))))
    session.stop()


def _measured(session: SparkSession, path: str) -> JoinTimes:
    frame = session.read.parquet(path)
    answered = classify_frame(frame.distinct(), **ASKED)
    answers = session.createDataFrame(answered.collect(), answered.schema)
    joined = frame.join(F.broadcast(answers), [*KEY], "left")
    return alternating(lambda: _run(joined), lambda: _run(classify_frame(frame, **ASKED)))


def _run(frame: Any) -> None:
    frame.write.format("noop").mode("overwrite").save()


main(Path(sys.argv[1]))
