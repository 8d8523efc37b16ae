"""The work of a webhook is done once though 100 threads in two processes receive it at once.

Run by `make test-scale`, on SQLite and on a PostgreSQL of its own, where one is installed (Debian:
`apt-get install postgresql`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from linkcodes.idempotency import ClaimState
from linkcodes.integrations.sqlalchemy import SQLAlchemyStore
from sqlalchemy import func, select

from tests.scale import store_users
from tests.scale.store_users import CLAIMS, DONE, LEASE_S, METADATA, THREADS, engine_of

KEYS = [f"event-{number}" for number in range(8)]
SPAWN = get_context("spawn")
USER = "postgres" if os.name == "posix" and os.geteuid() == 0 else None
"""PostgreSQL refuses to be started by root; Debian's package makes this user."""


def program(name: str) -> str | None:
    """Return where a program of PostgreSQL is, which Debian has beside the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(installed[-1]) if installed else None)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a server that this test starts; it listens in a folder only."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    if not initdb or not pg_ctl:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if USER:
            shutil.chown(folder, USER)

        def run(*command: str) -> None:
            subprocess.run(command, user=USER, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run(initdb, "-D", f"{folder}/data", "-U", "tester", "-A", "trust", "--no-sync")
        options = f"-c listen_addresses= -c max_connections={THREADS * 4} -c fsync=off -k {folder}"
        run(pg_ctl, "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://tester@/postgres?host={folder}"
        finally:
            run(pg_ctl, "-D", f"{folder}/data", "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with empty tables."""
    found = f"sqlite:///{tmp_path}/db" if request.param == "sqlite" else request.getfixturevalue("postgres")
    engine = engine_of(found)
    METADATA.drop_all(engine)
    METADATA.create_all(engine)
    yield found


def test_of_a_hundred_that_receive_a_webhook_one_works_on_it(url: str) -> None:
    together = SPAWN.Barrier(2)
    with ProcessPoolExecutor(2, mp_context=SPAWN, initializer=together.wait) as processes:
        both = [processes.submit(store_users.receive_all, url, KEYS) for _ in range(2)]
        refused = sum(one.result() for one in both)
    with engine_of(url).connect() as connection:
        found = connection.execute(select(DONE.c.key, func.count()).group_by(DONE.c.key))
        times = {row[0]: row[1] for row in found}
        completed = select(func.count()).where(CLAIMS.c.completed_at.is_not(None))
        claims = connection.execute(completed).scalar()
    assert times == dict.fromkeys(KEYS, 1)
    assert claims == len(KEYS)
    assert refused > 0, "they did not meet, so nothing was tried"


def test_what_a_process_died_at_is_worked_on_when_its_lease_is_over(url: str) -> None:
    dead = SPAWN.Process(target=store_users.die_at_work, args=(url, "a"))
    dead.start()
    dead.join()
    store = SQLAlchemyStore(engine_of(url), CLAIMS)
    assert store.claim("a", 10).state is ClaimState.IN_PROGRESS
    later = SQLAlchemyStore(engine_of(url), CLAIMS, lambda: time.time() + LEASE_S)
    claim = later.claim("a", 10)
    assert claim.state is ClaimState.CLAIMED and later.complete(claim)
    assert store.claim("a", 10).state is ClaimState.COMPLETED
