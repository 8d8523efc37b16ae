"""Stores: two at once never both work on a key, and what died half-way is worked on again."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, create_engine, inspect, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tests.python.conftest import Import

BODY = b'{"type": "payment.updated", "event_id": "e-1", "message": "", "payload": {}}'


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idempotency(real: Import) -> Any:
    return real("idempotency")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database in a file, with a connection for each use, as several processes have it."""
    engine = create_engine(f"sqlite:///{tmp_path}/db", poolclass=NullPool, connect_args={"timeout": 60})
    yield engine
    engine.dispose()


@pytest.fixture
def database(real: Import, engine: Engine) -> Any:
    """The adapter for SQLAlchemy, with a table."""
    module = real("integrations.sqlalchemy")
    module.table = module.claims_table(MetaData())
    module.table.metadata.create_all(engine)
    return module


@pytest.fixture(params=["memory", "sqlalchemy"])
def store(
    request: pytest.FixtureRequest, idempotency: Any, engine: Engine, database: Any, clock: Clock
) -> Any:
    if request.param == "memory":
        return idempotency.InMemoryStore(clock=clock)
    return database.SQLAlchemyStore(engine, database.table, clock)


class Asynchronous:
    """A store with coroutines, made of one without."""

    def __init__(self, store: Any) -> None:
        self._store = store

    async def claim(self, key: str, lease_s: float) -> Any:
        return self._store.claim(key, lease_s)

    async def complete(self, claim: Any) -> Any:
        return self._store.complete(claim)

    async def release(self, claim: Any) -> Any:
        return self._store.release(claim)


def states(store: Any, *keys: str, lease_s: float = 10) -> list[str]:
    return [store.claim(key, lease_s).state for key in keys]


# ---------------------------------------------------------------- what each store promises


def test_a_key_is_claimed_once(store: Any) -> None:
    assert states(store, "a", "a", "b") == ["claimed", "in_progress", "claimed"]


def test_a_completed_key_stays_so_and_a_released_one_is_free(store: Any, clock: Clock) -> None:
    done, given_back = store.claim("a", 10), store.claim("b", 10)
    assert store.complete(done) and store.release(given_back)
    clock.now += 1_000
    assert states(store, "a", "b") == ["completed", "claimed"]


def test_what_died_half_way_is_worked_on_again(store: Any, clock: Clock) -> None:
    first = store.claim("a", 10)
    clock.now += 9
    assert states(store, "a") == ["in_progress"]
    clock.now += 1
    second = store.claim("a", 10)
    assert (second.state, second.token != first.token) == ("claimed", True)
    assert not store.complete(first) and not store.release(first)  # it woke up: the key is another's
    assert states(store, "a") == ["in_progress"]
    assert store.complete(second) and not store.complete(second)
    assert states(store, "a") == ["completed"]


@pytest.mark.parametrize("key", ["", "é\ud800\x00", "A", "a", "x" * 100_000, "a ", "' or 1=1"])
def test_any_text_is_a_key_of_its_own(store: Any, key: str) -> None:
    for other in ("a", "A", "a "):
        if other != key:
            store.claim(other, 10)
    assert states(store, key, key) == ["claimed", "in_progress"]


def test_of_many_at_once_one_gets_the_key(store: Any) -> None:
    for key in range(5):
        together = threading.Barrier(8)

        def claim(_: int, key: int = key, together: threading.Barrier = together) -> str:
            together.wait()
            return str(store.claim(f"k{key}", 10).state)

        with ThreadPoolExecutor(8) as threads:
            assert sorted(threads.map(claim, range(8))) == ["claimed", *["in_progress"] * 7]


def test_of_many_at_once_one_takes_over(store: Any, clock: Clock) -> None:
    store.claim("a", 10)
    clock.now += 11
    together = threading.Barrier(8)

    def claim(_: int) -> str:
        together.wait()
        return str(store.claim("a", 10).state)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(claim, range(8))) == ["claimed", *["in_progress"] * 7]


def test_the_stores_have_the_methods_of_the_protocol(store: Any, idempotency: Any) -> None:
    assert isinstance(store, idempotency.IdempotencyStore)


# ---------------------------------------------------------------- in memory


def test_memory_is_bounded(idempotency: Any, clock: Clock) -> None:
    store = idempotency.InMemoryStore(max_keys=3, clock=clock)
    for number in range(10):
        store.complete(store.claim(f"k{number}", 10))
    assert len(store) == 3
    assert states(store, "k9", "k6") == ["completed", "claimed"]  # the oldest are forgotten


def test_a_full_memory_has_it_sent_again_until_a_lease_is_over(idempotency: Any, clock: Clock) -> None:
    store = idempotency.InMemoryStore(max_keys=2, clock=clock)
    assert states(store, "a", "b", "c") == ["claimed", "claimed", "in_progress"]
    clock.now += 11
    assert states(store, "c", "d", "e") == ["claimed", "claimed", "in_progress"]
    assert len(store) == 2


# ---------------------------------------------------------------- in a database


def test_the_table_is_plain_and_part_of_the_metadata(database: Any, engine: Engine) -> None:
    found = inspect(engine).get_columns("linkcodes_claims")
    assert [(column["name"], str(column["type"]), column["nullable"]) for column in found] == [
        ("digest", "VARCHAR(64)", False),
        ("idempotency_key", "VARCHAR(255)", False),
        ("token", "VARCHAR(32)", False),
        ("lease_until", "BIGINT", False),
        ("completed_at", "BIGINT", True),
    ]
    other = database.claims_table(MetaData(), "mine", "events")
    assert (other.name, other.schema) == ("mine", "events")


def test_a_key_that_is_released_in_between_is_claimed(database: Any, engine: Engine, clock: Clock) -> None:
    """Between the insert that fails and the look at the row, its owner may delete it."""
    store = database.SQLAlchemyStore(engine, database.table, clock)
    held = store.claim("a", 10)
    look = store._ask.take_over

    def late(*arguments: Any) -> Any:
        store.release(held)
        store._ask.take_over = look
        return None

    store._ask.take_over = late
    assert states(store, "a") == ["claimed"]


def test_old_rows_can_be_forgotten(database: Any, engine: Engine, clock: Clock) -> None:
    store = database.SQLAlchemyStore(engine, database.table, clock)
    store.complete(store.claim("old", 10))
    store.claim("open", 10)
    clock.now += 100
    store.complete(store.claim("new", 10))
    assert (store.purge(50), store.purge(50)) == (1, 0)
    assert states(store, "old", "new", "open") == ["claimed", "completed", "claimed"]


def test_work_and_mark_are_committed_together(database: Any, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("create table effect (n integer)"))

    def attempt(fails: bool) -> bool:
        with Session(engine) as session:
            is_new: bool = database.insert_once(session, database.table, "a")
            if is_new:
                session.execute(text("insert into effect values (1)"))
            if not fails:
                session.commit()
            return is_new

    assert [attempt(fails) for fails in (True, False, False)] == [True, True, False]
    with Session(engine) as session:
        assert session.execute(text("select count(*) from effect")).scalar() == 1
        assert database.insert_once(session, database.table, None)
        session.execute(text("insert into effect values (2)"))  # what was refused broke no transaction


def test_a_key_that_was_marked_is_completed_for_the_store(database: Any, engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        assert database.insert_once(session, database.table, "a")
    assert states(database.SQLAlchemyStore(engine, database.table), "a") == ["completed"]


class AsyncEngine:
    """What the store uses of SQLAlchemy's AsyncEngine, over a synchronous one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def begin(self) -> Any:
        with self._engine.begin() as connection:

            class AsyncConnection:
                async def run_sync(self, function: Callable[..., Any], *arguments: Any) -> Any:
                    await asyncio.sleep(0)
                    return function(connection, *arguments)

            yield AsyncConnection()


def test_the_asynchronous_store_does_the_same(database: Any, engine: Engine, clock: Clock) -> None:
    store = database.AsyncSQLAlchemyStore(AsyncEngine(engine), database.table, clock)

    async def use() -> list[object]:
        first = await store.claim("a", 10)
        found: list[object] = [first.state, (await store.claim("a", 10)).state]
        found += [await store.release(first), await store.release(first)]
        clock.now += 1
        again = await store.claim("a", 10)
        clock.now += 11
        taken = await store.claim("a", 10)
        found += [again.state, taken.state, await store.complete(again), await store.complete(taken)]
        clock.now += 1
        return [*found, (await store.claim("a", 10)).state, await store.purge(0)]

    assert asyncio.run(use()) == [
        "claimed", "in_progress", True, False, "claimed", "claimed", False, True, "completed", 1,
    ]  # fmt: skip


# ---------------------------------------------------------------- once


@pytest.fixture(params=["once", "once_async", "coroutines"])
def work(request: pytest.FixtureRequest, idempotency: Any, store: Any) -> Callable[..., str]:
    """Return a function that does the work of a key, and says what came of it."""

    async def asynchronously(turn: Any, act: Callable[[Any], None]) -> str:
        async with turn as mine:
            if not mine:
                return "done before"
            act(mine)
        return "done"

    def do(key: Any, act: Callable[[Any], None] = lambda turn: None) -> str:
        if request.param != "once":
            kept = Asynchronous(store) if request.param == "coroutines" else store
            return asyncio.run(asynchronously(idempotency.once_async(kept, key, 10), act))
        with idempotency.once(store, key, 10) as turn:
            if not turn:
                return "done before"
            act(turn)
        return "done"

    return do


def test_the_work_is_done_once(work: Callable[..., str], real: Import) -> None:
    delivery = real("webhooks").reread("lean", BODY)
    assert [work(key) for key in (delivery, delivery, delivery.idempotency_key, "b")] == [
        "done", "done before", "done before", "done",
    ]  # fmt: skip


def test_work_that_fails_is_done_again(work: Callable[..., str]) -> None:
    def fail(turn: Any) -> None:
        raise OSError("the disk is full")

    for _ in range(2):
        with pytest.raises(OSError, match="disk"):
            work("a", fail)
    assert work("a", lambda turn: turn.failed()) == "done"
    assert [work("a"), work("a")] == ["done", "done before"]


def test_a_key_that_is_held_is_refused(work: Callable[..., str], store: Any, idempotency: Any) -> None:
    store.claim("a", 10)
    with pytest.raises(idempotency.InProgress):
        work("a")
    assert states(store, "a") == ["in_progress"]


def test_what_has_no_key_is_always_new(work: Callable[..., str], real: Import) -> None:
    delivery = real("webhooks").reread("argyle", b"{}")
    assert [work(key) for key in (None, None, delivery, delivery)] == ["done"] * 4


def test_a_lease_that_was_too_short_is_logged(
    work: Callable[..., str], store: Any, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def be_slow(turn: Any) -> None:
        clock.now += 11
        assert states(store, "a") == ["claimed"]

    with caplog.at_level(logging.WARNING):
        assert work("a", be_slow) == "done"
    assert "make lease_s longer than 10" in caplog.text
    assert states(store, "a") == ["in_progress"]


def test_a_store_with_coroutines_is_for_asynchronous_use(idempotency: Any, real: Import) -> None:
    store = Asynchronous(idempotency.InMemoryStore())
    with pytest.raises(TypeError, match="once_async"):
        idempotency.once(store, "a")
    endpoint = real("webhooks").endpoint("lean", "s", store=store)
    with pytest.raises(TypeError, match="once_async"):
        endpoint.once(real("webhooks").reread("lean", BODY))


PAID = {
    "webhook_type": "PAYMENT_INITIATION", "webhook_code": "PAYMENT_STATUS_UPDATE", "payment_id": "p-1",
    "new_payment_status": "PAYMENT_STATUS_EXECUTED", "old_payment_status": "PAYMENT_STATUS_INITIATED",
    "original_reference": "r", "original_start_date": None, "adjusted_start_date": None,
    "timestamp": "2026-01-01T00:00:00Z", "environment": "production",
}  # fmt: skip


def key_of(real: Import, body: Mapping[str, object]) -> str | None:
    found: str | None = real("webhooks").reread("plaid", json.dumps(body).encode()).idempotency_key
    return found


def test_a_payload_may_name_a_key_of_its_own(real: Import) -> None:
    key = key_of(real, PAID)
    assert key == 'plaid:["p-1", "PAYMENT_STATUS_EXECUTED", "2026-01-01T00:00:00Z"]'
    assert key_of(real, {**PAID, "adjusted_start_date": "2026-02-01"}) == key
    for other in (
        {"payment_id": "p-2"},
        {"new_payment_status": "NEW"},
        {"timestamp": "2026-01-01T00:00:01Z"},
    ):
        assert key_of(real, {**PAID, **other}) != key


@pytest.mark.parametrize("kind", ["TRANSFER", "BANK_TRANSFERS"])
def test_what_only_says_that_something_is_new_has_no_key(kind: str, real: Import) -> None:
    """Two of these that look the same are two changes: neither may be dropped."""
    body = {"webhook_type": kind, "webhook_code": f"{kind}_EVENTS_UPDATE", "environment": "production"}
    assert key_of(real, body) is None
