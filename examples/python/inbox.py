"""A durable inbox: a delivery is stored before it is answered, and worked on afterwards.

It takes the place of the queues in webhook.py where nothing may be lost. The statements are for SQLite;
PostgreSQL takes them with `bytea` in place of `blob` and `%s` in place of `?`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable

from linkcodes import decode
from linkcodes.ids import is_provider
from linkcodes.runtime import Decoded

logger = logging.getLogger("inbox")

SCHEMA = """
create table if not exists inbox (
  id integer primary key,
  scheme text not null,
  event_id text,         -- null where the provider sends none; such a delivery is never a repeat
  body blob not null,    -- the bytes as they came
  received_at text not null default current_timestamp,
  done_at text,
  unique (scheme, event_id)
)
"""

KEEP = "insert into inbox (scheme, event_id, body) values (?, ?, ?) on conflict do nothing"
OPEN = "select id, scheme, body from inbox where done_at is null order by id"
DONE = "update inbox set done_at = current_timestamp where id = ?"


def keep(db: sqlite3.Connection, scheme: str, body: bytes) -> bool:
    """Store a delivery whose signature was right; say whether it is a new one."""
    event_id = read(scheme, body).event_id
    with db:
        kept = db.execute(KEEP, (scheme, None if event_id is None else str(event_id), body))
    return kept.rowcount == 1


def read(scheme: str, body: bytes) -> Decoded:
    """Return what a delivery says; its signature has told whose it is."""
    provider = scheme.partition(".")[0]
    return decode(body, provider=provider if is_provider(provider) else None)


def work(db: sqlite3.Connection, handle: Callable[[str, Decoded], None]) -> int:
    """Hand every open delivery to `handle`, the oldest first, and return how many are done.

    What `handle` writes with the same connection is committed together with the mark, or not at all. One
    delivery that fails stays open and keeps no other waiting.
    """
    done = 0
    for id, scheme, body in db.execute(OPEN).fetchall():
        try:
            with db:
                handle(scheme, read(scheme, body))
                db.execute(DONE, (id,))
        except Exception:
            logger.exception("delivery %s stays open", id)
        else:
            done += 1
    return done
