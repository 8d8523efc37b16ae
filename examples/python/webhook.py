"""What every webhook endpoint does, whatever the framework: verify, read, validate, hand over.

The answer must be fast, because providers give up after some seconds and send again. So nothing here waits
for a database or another service: what came is put on a queue, and a worker of yours takes it from there.

No delivery with a right signature is refused for what is in it. The provider would send the same again, or
nothing; so what differs from its description is set aside for a person to look at.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from queue import Full, Queue
from threading import Lock
from typing import NamedTuple

from linkcodes import decode
from linkcodes.ids import Provider, Scheme, is_provider, is_scheme
from linkcodes.runtime import Decoded
from linkcodes.webhooks import PayloadError, SignatureError, validate, verify

logger = logging.getLogger("webhooks")

SECRETS: dict[Scheme, str] = {
    "lean": "LEAN_WEBHOOK_SECRET",
    "argyle": "ARGYLE_WEBHOOK_SECRET",
    "flinks.connect": "FLINKS_CONNECT_WEBHOOK_SECRET",
    "flinks.geft": "FLINKS_GEFT_WEBHOOK_SECRET",
}
"""The environment variable with the secret of each signature scheme."""

OTHER_HEADERS = {"flinks.connect": "FLINKS_CONNECT_WEBHOOK_HEADER"}
"""The environment variable that names the header, if it is another one: Flinks' pages disagree on it."""

MOST_BYTES = 20 * 1024 * 1024
"""Larger bodies are refused unread. Statements come with the documents in them, so this is generous: what has
more characters than `decode` looks at, five million, is kept as well, but set aside."""

MOST_IDS = 100_000


class Delivery(NamedTuple):
    """What was received, and under which scheme its signature was right."""

    scheme: str
    decoded: Decoded


class Answer(NamedTuple):
    """What to tell the sender: an HTTP status, and a reason for its logs that repeats nothing it sent."""

    status: int
    reason: str


# In memory, all of this is lost with the process, and each process has its own. Where a lost or repeated
# webhook matters, use a durable queue, and a table of the ids with a unique key.
QUEUE: Queue[Delivery] = Queue(maxsize=10_000)
SET_ASIDE: Queue[Delivery] = Queue(maxsize=10_000)
_ids: dict[tuple[str, str | int | float], None] = {}
_lock = Lock()


def receive(scheme: str, body: bytes, headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> Answer:
    """Take one delivery.

    200: it is kept, or was before. 401: the signature is wrong. 404: there is no such scheme. 413: it
    is too large. 503 asks for another delivery.
    """
    if not is_scheme(scheme):
        return Answer(404, "unknown sender")
    if len(body) > MOST_BYTES:
        return Answer(413, "too large")
    secret = os.environ.get(SECRETS[scheme])
    if not secret:
        logger.error("%s is not set", SECRETS[scheme])
        return Answer(503, "not set up")
    try:
        verify(scheme, body, headers, secret, header=os.environ.get(OTHER_HEADERS.get(scheme, "")))
    except SignatureError as error:
        logger.warning("refused: %s", error)
        return Answer(401, error.reason)
    delivery = Delivery(scheme, decode(body, provider=_sender(scheme)))
    return _keep(delivery, QUEUE if _as_described(delivery, body) else SET_ASIDE)


def _sender(scheme: Scheme) -> Provider | None:
    """Return whose scheme it is: its name begins with that of the provider."""
    provider = scheme.partition(".")[0]
    return provider if is_provider(provider) else None


def _as_described(delivery: Delivery, body: bytes) -> bool:
    """Say whether a payload is one of the provider that signed it, and has the shape that it should have."""
    provider, payload = delivery.decoded.provider, delivery.decoded.payload
    if provider != delivery.scheme.partition(".")[0] or not payload:
        logger.warning("set aside: %s signed a payload that is not described", delivery.scheme)
        return False
    try:
        validate(provider, payload, body)
    except PayloadError as error:
        logger.warning("set aside: %s", error)
        return False
    return True


def _keep(delivery: Delivery, queue: Queue[Delivery]) -> Answer:
    """Put a delivery on a queue unless its event is there or was there.

    An event without an id always counts as new. Two that look the same can be two changes of one account, so
    a worker looks up the present state instead of trusting the order or number of such events.
    """
    event_id = delivery.decoded.event_id
    with _lock:
        if event_id is not None and (delivery.scheme, event_id) in _ids:
            return Answer(200, "received before")
        try:
            queue.put_nowait(delivery)
        except Full:
            return Answer(503, "busy")
        if event_id is not None:  # only now: what was not kept must be welcome when it comes again
            _ids[delivery.scheme, event_id] = None
        if len(_ids) > MOST_IDS:
            del _ids[next(iter(_ids))]
    return Answer(200, "received")
