"""A durable inbox: a delivery is stored before it is answered, and worked on afterwards."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from linkcodes.integrations.sqlalchemy import claims_table, insert_once
from linkcodes.webhooks import Delivery, Scheme, reread
from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

logger = logging.getLogger("inbox")


class Base(DeclarativeBase):
    """The tables of this example."""


CLAIMS = claims_table(Base.metadata)


class Received(Base):
    """One delivery, as it came."""

    __tablename__ = "inbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[Scheme] = mapped_column(String(64))
    body: Mapped[bytes]
    done: Mapped[bool] = mapped_column(default=False, index=True)


def keep(session: Session, delivery: Delivery[Any]) -> bool:
    """Store a delivery, and say whether it is a new one; commit before you answer."""
    is_new = insert_once(session, CLAIMS, delivery)
    if is_new:
        session.add(Received(scheme=delivery.scheme, body=delivery.body))
    return is_new


def work(session: Session, handle: Callable[[Delivery[Any]], None]) -> int:
    """Hand every open delivery to `handle`, the oldest first, and return how many are done.

    What `handle` writes in this session is committed together with the mark, or not at all. One delivery that
    fails stays open and keeps no other waiting.
    """
    done = 0
    for row in session.scalars(select(Received).where(~Received.done).order_by(Received.id)).all():
        id = row.id
        try:
            handle(reread(row.scheme, row.body))
            row.done = True
            session.commit()
        except Exception:
            session.rollback()
            logger.exception("delivery %s stays open", id)
        else:
            done += 1
    return done
