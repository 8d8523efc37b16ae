"""A webhook without documented fields counts once for a short time, by the digest of its body."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine

from tests.python.conftest import Import
from tests.python.test_idempotency import BODY, Asynchronous, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idempotency(real: Import) -> Any:
    return real("idempotency")


@pytest.fixture
def in_table(real: Import, clock: Clock, tmp_path: Path) -> Any:
    database, metadata = real("integrations.sqlalchemy"), MetaData()
    table, engine = database.claims_table(metadata), create_engine(f"sqlite:///{tmp_path}/db")
    metadata.create_all(engine)
    yield database.SQLAlchemyStore(engine, table, clock)
    engine.dispose()


@pytest.fixture(params=["memory", "table"])
def store(request: pytest.FixtureRequest, idempotency: Any, in_table: Any, clock: Clock) -> Any:
    return in_table if request.param == "table" else idempotency.InMemoryStore(clock=clock)


NEWS = b'{"webhook_type": "TRANSACTIONS", "webhook_code": "SYNC_UPDATES_AVAILABLE", "item_id": "i-1"}'


def news(real: Import, body: bytes = NEWS) -> Any:
    return real("webhooks").reread("plaid", body)


def test_a_digest_is_named_as_such(real: Import) -> None:
    with_fields = real("webhooks").reread("lean", BODY).key
    assert (with_fields.kind, with_fields.text) == ("fields", 'lean:["e-1"]')
    without = news(real)
    assert without.idempotency_key is None
    assert without.key.kind == "digest"
    assert without.key.text == f"plaid:body-sha256:{sha256(NEWS).hexdigest()}"


def worked(idempotency: Any, store: Any, delivery: Any, digest_s: float | None = 60) -> bool:
    with idempotency.once(store, delivery, 10, digest_s) as turn:
        return bool(turn)


def test_a_repeat_counts_once_and_the_same_later_is_new(
    idempotency: Any, real: Import, store: Any, clock: Clock
) -> None:
    found = []
    for seconds in (0, 1, 58, 1, 1):
        clock.now += seconds
        found.append(worked(idempotency, store, news(real)))
    assert found == [True, False, False, True, False]
    assert worked(idempotency, store, news(real, NEWS + b" ")), "another body is another digest"
    assert [worked(idempotency, store, news(real), None) for _ in range(2)] == [True, True]


def test_a_digest_whose_work_failed_is_worked_on_again(
    idempotency: Any, real: Import, store: Any, clock: Clock
) -> None:
    with pytest.raises(ZeroDivisionError), idempotency.once(store, news(real), 10, 60):
        raise ZeroDivisionError
    with idempotency.once(store, news(real), 10, 60) as turn:
        assert turn
        with pytest.raises(idempotency.InProgress):
            worked(idempotency, store, news(real))
        turn.failed()
    idempotency.once(store, news(real), 10, 60).__enter__()  # and the process dies
    clock.now += 9
    with pytest.raises(idempotency.InProgress):
        worked(idempotency, store, news(real))
    clock.now += 1
    assert worked(idempotency, store, news(real))
    assert not worked(idempotency, store, news(real))


def test_a_digest_with_coroutines_and_an_endpoint(idempotency: Any, real: Import, clock: Clock) -> None:
    webhooks, store = real("webhooks"), idempotency.InMemoryStore(clock=clock)
    endpoint = webhooks.endpoint("plaid", {"a": "KEY"}, store=store, digest_s=60)

    async def turns() -> list[bool]:
        found = []
        for _ in range(2):
            async with idempotency.once_async(Asynchronous(store), news(real), 10, 60) as turn:
                found.append(bool(turn))
        with pytest.raises(webhooks.Refused) as raised:
            await endpoint.once_async(news(real)).__aenter__()
        assert raised.value.status == 200
        return found

    assert asyncio.run(turns()) == [True, False]
    with pytest.raises(webhooks.Refused) as raised:
        endpoint.once(news(real)).__enter__()
    assert raised.value.status == 200
    clock.now += 60
    with endpoint.once(news(real)) as turn:
        assert turn


def test_a_table_forgets_digests(idempotency: Any, real: Import, in_table: Any, clock: Clock) -> None:
    worked(idempotency, in_table, news(real))
    assert in_table.purge(0) == 0
    clock.now += 61
    assert in_table.purge(0) == 1
