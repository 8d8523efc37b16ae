"""What `test_stores` runs in processes of their own: many threads that receive the same webhooks at once."""

from __future__ import annotations

import os
import random
import time
from concurrent.futures import ThreadPoolExecutor

from linkcodes.idempotency import InProgress, once
from linkcodes.integrations.sqlalchemy import SQLAlchemyStore, claims_table
from sqlalchemy import Column, Engine, MetaData, String, Table, create_engine, insert
from sqlalchemy.pool import NullPool

THREADS = 50
"""In each of two processes."""
LEASE_S = 900.0
METADATA = MetaData()
CLAIMS = claims_table(METADATA)
DONE = Table("done", METADATA, Column("key", String(20)))
"""A row for each time that the work of a key was done."""


def engine_of(url: str) -> Engine:
    """Return an engine that connects for each use, as it is where no process knows of the others."""
    waits = {"connect_args": {"timeout": 300}} if url.startswith("sqlite") else {}
    return create_engine(url, poolclass=NullPool, **waits)


def receive_all(url: str, keys: list[str]) -> int:
    """Receive all webhooks in each of many threads; return how many were refused and sent again."""
    engine = engine_of(url)
    store = SQLAlchemyStore(engine, CLAIMS)

    def receive_each(seed: int) -> int:
        return sum(_receive(store, engine, key) for key in random.Random(seed).sample(keys, len(keys)))

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(receive_each, range(THREADS)))


def _receive(store: SQLAlchemyStore, engine: Engine, key: str) -> int:
    """Receive one webhook until it is worked on, as a provider sends it again."""
    refused = 0
    while True:
        try:
            with once(store, key, LEASE_S) as turn:
                if turn:
                    time.sleep(0.02)  # so that others come meanwhile
                    with engine.begin() as connection:
                        connection.execute(insert(DONE).values(key=key))
            return refused
        except InProgress:
            refused += 1
            time.sleep(0.05)


def die_at_work(url: str, key: str) -> None:
    """Claim a key, and end without a word."""
    SQLAlchemyStore(engine_of(url), CLAIMS).claim(key, LEASE_S)
    os._exit(1)
