"""A store for `linkcodes.idempotency` in a database, with SQLAlchemy 2.

    claims = claims_table(Base.metadata)  # so that your migrations see it
    store = SQLAlchemyStore(create_engine(...), claims)

The table has five columns of plain types and one unique key, the primary one, and does not change within
a major version. Each step is a transaction of its own: a statement that either inserts a row or fails, or
that changes a row or none. So two processes never both get a claim, at any level of isolation, in any
database.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from linkcodes.idempotency import DONE, Claim, ClaimState

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlalchemy.orm import Session

    from linkcodes._webhooks.delivery import Delivery

__all__ = ["AsyncSQLAlchemyStore", "SQLAlchemyStore", "claims_table", "insert_once"]

_FOREVER = 2**53
_TRIES = 3


def claims_table(metadata: MetaData, name: str = "linkcodes_claims", schema: str | None = None) -> Table:
    """Return the table of the store, as a part of your metadata.

    `digest` is SHA-256 of the key, so that no database compares keys by rules of its own; `idempotency_key`
    is for people, cut to 255 characters. Times are whole seconds since 1970.
    """
    return Table(
        name,
        metadata,
        Column("digest", String(64), primary_key=True),
        Column("idempotency_key", String(255), nullable=False),
        Column("token", String(32), nullable=False),
        Column("lease_until", BigInteger, nullable=False),
        Column("completed_at", BigInteger, nullable=True),
        schema=schema,
    )


class _Statements:
    """What the stores ask the database, a function a transaction."""

    def __init__(self, table: Table, clock: Callable[[], float]) -> None:
        self.table, self.clock = table, clock

    def begin(self, connection: Connection, claim: Claim, lease_s: float) -> None:
        """Insert the row of a claim; IntegrityError if there is one."""
        connection.execute(insert(self.table).values(**self.row(claim, self.now() + _whole(lease_s))))

    def take_over(self, connection: Connection, claim: Claim, lease_s: float) -> ClaimState | None:
        """Claim a row whose lease is over, or say why not; None if there is no row any longer."""
        values = {"token": claim.token, "lease_until": self.now() + _whole(lease_s)}
        taken = update(self.table).where(*self.abandoned(claim.key)).values(**values)
        if connection.execute(taken).rowcount:
            return ClaimState.CLAIMED
        c = self.table.c
        row = connection.execute(select(c.completed_at).where(c.digest == _digest(claim.key))).one_or_none()
        if row is None:
            return None
        return ClaimState.IN_PROGRESS if row[0] is None else ClaimState.COMPLETED

    def complete(self, connection: Connection, claim: Claim) -> bool:
        """Mark the row of a claim as done."""
        done = update(self.table).where(*self._own(claim)).values(completed_at=self.now())
        return connection.execute(done).rowcount == 1

    def release(self, connection: Connection, claim: Claim) -> bool:
        """Delete the row of a claim."""
        return connection.execute(delete(self.table).where(*self._own(claim))).rowcount == 1

    def purge(self, connection: Connection, older_than_s: float) -> int:
        """Delete the rows of what was done before then, and of digests that counted until then."""
        c, then = self.table.c, self.now() - older_than_s
        old = (c.completed_at < then) | (c.idempotency_key.endswith(DONE) & (c.lease_until < then))
        return connection.execute(delete(self.table).where(old)).rowcount

    def now(self) -> int:
        """Return the time."""
        return int(self.clock())

    def row(self, claim: Claim, until: int) -> dict[str, Any]:
        """Return the row of a claim."""
        names = {"digest": _digest(claim.key), "idempotency_key": _shown(claim.key)}
        return {**names, "token": claim.token, "lease_until": until}

    def abandoned(self, key: str) -> tuple[Any, ...]:
        """Return the condition for the row of a claim that was never completed and whose lease is over."""
        c = self.table.c
        return c.digest == _digest(key), c.completed_at.is_(None), c.lease_until <= self.now()

    def _own(self, claim: Claim) -> tuple[Any, ...]:
        c = self.table.c
        return c.digest == _digest(claim.key), c.token == claim.token, c.completed_at.is_(None)


class SQLAlchemyStore:
    """Remembers keys in a table. A deadlock or a database that is away raises what SQLAlchemy raises."""

    def __init__(self, engine: Engine, table: Table, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._ask = engine, _Statements(table, clock)

    def claim(self, key: str, lease_s: float) -> Claim:
        """Claim a key for some seconds."""
        claim = _claim(key)
        for _ in range(_TRIES):
            try:
                with self._engine.begin() as connection:
                    self._ask.begin(connection, claim, lease_s)
                return claim
            except IntegrityError:
                with self._engine.begin() as connection:
                    state = self._ask.take_over(connection, claim, lease_s)
            if state is not None:
                return claim._replace(state=state)
        return claim._replace(state=ClaimState.IN_PROGRESS)

    def complete(self, claim: Claim) -> bool:
        """Mark the key as done."""
        with self._engine.begin() as connection:
            return self._ask.complete(connection, claim)

    def release(self, claim: Claim) -> bool:
        """Give the key back."""
        with self._engine.begin() as connection:
            return self._ask.release(connection, claim)

    def purge(self, older_than_s: float) -> int:
        """Forget what was done or over so many seconds ago, and return how many keys that were.

        Keep them for longer than the provider sends again; a replay that is older counts as new.
        """
        with self._engine.begin() as connection:
            return self._ask.purge(connection, older_than_s)


class AsyncSQLAlchemyStore:
    """The same over an AsyncEngine."""

    def __init__(self, engine: AsyncEngine, table: Table, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._ask = engine, _Statements(table, clock)

    async def claim(self, key: str, lease_s: float) -> Claim:
        """Claim a key for some seconds."""
        claim = _claim(key)
        for _ in range(_TRIES):
            try:
                async with self._engine.begin() as connection:
                    await connection.run_sync(self._ask.begin, claim, lease_s)
                return claim
            except IntegrityError:
                async with self._engine.begin() as connection:
                    state = await connection.run_sync(self._ask.take_over, claim, lease_s)
            if state is not None:
                return claim._replace(state=state)
        return claim._replace(state=ClaimState.IN_PROGRESS)

    async def complete(self, claim: Claim) -> bool:
        """Mark the key as done."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(self._ask.complete, claim)

    async def release(self, claim: Claim) -> bool:
        """Give the key back."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(self._ask.release, claim)

    async def purge(self, older_than_s: float) -> int:
        """Forget what was done or over so many seconds ago, and return how many keys that were."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(self._ask.purge, older_than_s)


def insert_once(session: Session, table: Table, key: Delivery[Any] | str | None) -> bool:
    """Mark a key as done within your own transaction; False if it was before.

    For work that is done in the same database: it is committed together with the mark, or neither is. A
    second transaction with the same key waits for the first one. With an AsyncSession, call it by `run_sync`.
    """
    text = key if key is None or isinstance(key, str) else key.idempotency_key
    if text is None:
        return True
    ask, claim = _Statements(table, time.time), _claim(text)
    # An abandoned claim makes room. In SQLite the savepoint needs the transaction that this statement begins.
    session.execute(delete(table).where(*ask.abandoned(text)))
    try:
        with session.begin_nested():
            session.execute(insert(table).values(**ask.row(claim, _FOREVER), completed_at=ask.now()))
    except IntegrityError:
        return False
    return True


def _claim(key: str) -> Claim:
    return Claim(key, ClaimState.CLAIMED, uuid4().hex)


def _whole(seconds: float) -> int:
    return -int(-seconds // 1)


def _shown(key: str) -> str:
    """Return a key for people: not every database takes all characters."""
    return key[:255].encode("unicode_escape").decode()[:255]


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
