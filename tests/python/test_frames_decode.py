"""`decode_frame`: every engine gives each row the answer that `decode` gives for its body."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.frame_engines import ENGINES, each_engine, numbered, rows_of
from tests.python.conftest import Import
from tests.wire_bodies import wire_bodies, wire_body

BROKEN = ["", "no JSON", "{", "[]", '{"status":"ERROR","secondary_status":"INVALID_MFA"', "\0", None]


def bodies() -> list[str | None]:
    return [*(body.text for body in wire_bodies()[::31]), *BROKEN]


PLAIN = ("provider", "payload", "channel", "certainty", "verdict", "known")


def decoded(real: Import, body: object, **known: Any) -> dict[str, Any]:
    found = real("").decode(body, **known)
    head = found.head
    return {
        **{
            name: getattr(found, name)
            for name in ("provider", "payload", "channel", "certainty", "verdict", "known")
        },
        "event_id": None if found.event_id is None else str(found.event_id),
        "id": head and head.id,
        "code": None if head is None or head.raw is None else str(head.raw),
        "category": head and head.category,
        "unattended_retry": bool(head and head.unattended_retry),
        "plan": real("").plan_retry(found).decision,
    }


@pytest.mark.slow
@each_engine
@pytest.mark.parametrize("kind", [pa.string(), pa.binary()])
def test_every_body_gets_the_answer_of_decode(real: Import, engine: str, kind: pa.DataType) -> None:
    table = numbered(body=pa.array([body and body.encode() for body in bodies()]).cast(kind))
    frame = ENGINES[engine](table)
    found = real("frames").decode_frame(frame, body="body")
    assert type(found) is type(frame)
    answers = [decoded(real, body) for body in table["body"].to_pylist()]
    assert [{name: row[name] for name in answers[0]} for row in rows_of(found)] == answers
    assert len({answer["payload"] for answer in answers}) > 20


@each_engine
def test_a_body_may_be_a_struct_whose_nulls_were_not_sent(real: Import, engine: str) -> None:
    """All rows of a struct have all fields; a payload is recognized by those that it was sent with."""
    sent = [
        {"status": "ERROR", "secondary_status": "INVALID_MFA"},
        {"event": "accounts.connected", "name": "n", "data": {"account": "a", "user": "u"}},
        {"event": None},
        None,
    ]
    kind = pa.struct({
        "status": pa.string(), "secondary_status": pa.string(), "event": pa.string(), "name": pa.string(),
        "data": pa.struct({"account": pa.string(), "user": pa.string(), "codes": pa.list_(pa.string())}),
    })  # fmt: skip
    frame = ENGINES[engine](numbered(body=pa.array(sent, type=kind)))
    rows = rows_of(real("frames").decode_frame(frame, body="body", prefix="x_"))
    answers = [decoded(real, body) for body in (*sent[:2], {}, None)]
    assert [{name: row[f"x_{name}"] for name in answers[0]} for row in rows] == answers
    assert answers[0]["id"] == "lean:linksdk.secondary_status#INVALID_MFA"
    assert answers[1]["payload"] is not None


@each_engine
def test_a_null_in_a_struct_may_have_been_sent(real: Import, engine: str) -> None:
    sent = wire_body("lean:linksdk.callback/accept/react-native-after-redirect").value
    sent = {name: value for name, value in sent.items() if not isinstance(value, dict)}
    assert None in sent.values()
    kind = pa.struct(
        [(name, pa.bool_() if isinstance(value, bool) else pa.string()) for name, value in sent.items()]
    )
    frame = ENGINES[engine](numbered(body=pa.array([sent], type=kind)))
    [row] = rows_of(real("frames").decode_frame(frame, body="body"))
    assert row["payload"] == real("").decode(sent).payload == "linksdk.callback"


def test_objects_of_pandas_are_bodies(real: Import) -> None:
    sent = [{"status": "ERROR", "secondary_status": "INVALID_MFA", "x": None}, [1], 5, None]
    frame = pd.DataFrame({"body": pd.Series(sent, dtype=object), "http": [200, 503, 503, 200]})
    found = real("frames").decode_frame(frame, body="body", provider="lean", http_status="http")
    several = zip(sent, frame["http"].tolist(), strict=True)
    answers = [decoded(real, body, provider="lean", http_status=status) for body, status in several]
    assert list(found["verdict"]) == [answer["verdict"] for answer in answers]
    assert list(found["plan"]) == [answer["plan"] for answer in answers]


def test_what_is_known_besides_may_differ_from_row_to_row(real: Import) -> None:
    frame = pl.DataFrame(
        {"body": ['{"status":"OK"}', '{"status":"OK"}', "{}"], "from": ["lean", None, "flinks"]}
    )
    found = real("frames").decode_frame(frame, body="body", provider="from", http_status=503)
    answers = [decoded(real, row[0], provider=row[1], http_status=503) for row in frame.rows()]
    assert found["category"].to_list() == [answer["category"] for answer in answers]
    assert found["provider"].to_list() == [answer["provider"] for answer in answers]


def test_batches_are_decoded_one_after_another(real: Import) -> None:
    batches = numbered(body=['{"status":"ERROR","secondary_status":"INVALID_MFA"}'] * 5).to_batches(
        max_chunksize=2
    )
    asked: list[int] = []

    def stream() -> Any:
        for batch in batches:
            asked.append(len(batch))
            yield batch

    found = real("frames").decode_batches(stream(), body="body", provider="lean")
    assert next(found)["category"].to_pylist() == ["challenge_failed"] * 2
    assert asked == [2]
    assert [len(batch) for batch in found] == [2, 1]
