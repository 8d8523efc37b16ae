"""Reports on parts of the traffic add up, whichever engine has made them: DuckDB, Spark, or none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.python.conftest import Import
from tests.python.test_live_check import BODY, planted

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def live(real: Import) -> Any:
    return real("livecheck")


def test_reports_on_parts_add_up(live: Any, real: Import) -> None:
    bodies = [body for body, _ in planted(real)]
    whole = live.check(bodies).to_dict()
    parts = [live.check(bodies[start::3]) for start in range(3)]
    merged = live.LiveReport.merged(live.LiveReport(json.loads(json.dumps(part.to_dict()))) for part in parts)
    for item in (*whole["findings"], *merged.findings):
        del item["place"]
    assert merged.to_dict() == whole


@pytest.mark.parametrize(
    "record", [None, [], {}, {"version": 1}, {"version": 2}, {"version": 1, "bodies": 3}]
)
def test_what_is_no_report_is_refused(live: Any, record: Any) -> None:
    with pytest.raises(ValueError, match=r"it is no report|another version"):
        live.LiveReport(record)


def test_a_column_of_duckdb(live: Any) -> None:
    import duckdb  # noqa: PLC0415

    rows = [(json.dumps(BODY), "2026-03-01 10:00:00"), (None, None), ("nothing", "2026-03-02 10:00:00")]
    connection = duckdb.connect()
    connection.execute('CREATE TABLE calls ("the ""body" TEXT, sent TIMESTAMP, other INTEGER)')
    connection.executemany("INSERT INTO calls VALUES (?, ?, 1)", rows)
    report = live.from_duckdb(connection.table("calls"), 'the "body', time="sent").to_dict()
    assert report["bodies"]["read"] == 2
    assert [(item["value"], item["first_seen"]) for item in report["findings"]] == [
        ("BRAND_NEW", "2026-03-01T10:00:00Z")
    ]
    assert live.from_duckdb(connection.table("calls"), 'the "body', provider="lean").findings[0]["count"] == 1


class Frame:
    """What `from_spark` asks of a data frame, in one process."""

    def __init__(self, batches: list[Any]) -> None:
        self.batches = batches

    def select(self, *columns: str) -> Frame:
        return Frame([batch.select(list(columns)) for batch in self.batches])

    def mapInArrow(self, function: Any, schema: str) -> Frame:  # noqa: N802  (Spark's name)
        assert schema == "report string"
        return Frame([made for batch in self.batches for made in function(iter([batch]))])

    def collect(self) -> list[dict[str, Any]]:
        return [row for batch in self.batches for row in batch.to_pylist()]


def test_a_column_of_spark_is_counted_in_parts(live: Any) -> None:
    import pyarrow  # noqa: PLC0415

    body, time = [json.dumps(BODY), None], ["2026-03-01T10:00:00Z", None]
    batch = pyarrow.RecordBatch.from_pydict({"other": [1, 2], "body": body, "sent": time})
    report = live.from_spark(Frame([batch, batch]), "body", time="sent").to_dict()
    assert report["bodies"]["read"] == 2
    [finding] = report["findings"]
    assert (finding["count"], finding["first_seen"]) == (2, "2026-03-01T10:00:00Z")
