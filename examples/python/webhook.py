"""What every webhook endpoint does, whatever the framework: verify, read, validate, hand over.

The answer must be fast, because providers give up after some seconds and send again. So nothing here waits
for a database or another service: what came is put on a queue, and a worker of yours takes it from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from queue import Full, Queue
from typing import NamedTuple

from linkcodes import decode
from linkcodes.runtime import Decoded
from linkcodes.webhooks import PayloadError, SignatureError, validate, verify

QUEUE: Queue[Decoded] = Queue(maxsize=10_000)
"""What was received and waits for a worker. Use a durable queue where a lost webhook matters."""

SECRETS = {
    "lean": "LEAN_WEBHOOK_SECRET",
    "argyle": "ARGYLE_WEBHOOK_SECRET",
    "flinks.connect": "FLINKS_WEBHOOK_SECRET",
}
"""The environment variable that holds the secret of each signature scheme."""


class Answer(NamedTuple):
    """What to tell the sender: an HTTP status, and a reason for its logs that repeats nothing it sent."""

    status: int
    reason: str


def receive(scheme: str, body: bytes, headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> Answer:
    """Take one delivery.

    401 says that the signature is wrong, 400 that the body is, 503 asks for another delivery; 200 is for all
    the rest.
    """
    if scheme not in SECRETS:
        return Answer(404, "unknown sender")
    try:
        verify(scheme, body, headers, os.environ[SECRETS[scheme]])
    except SignatureError as error:
        return Answer(401, error.reason)
    decoded = decode(body)
    try:
        if decoded.provider and decoded.payload:  # one that nobody has described yet is kept all the same
            validate(decoded.provider, decoded.payload, body)
        QUEUE.put_nowait(decoded)
    except PayloadError:
        return Answer(400, "the body is not what its type promises")
    except Full:
        return Answer(503, "busy")
    return Answer(200, "received")
