"""What the three apps share: an endpoint for each scheme, and what is done with a delivery.

The answer must be fast, because providers give up after some seconds and send again. So nothing here
waits: what came is put on a queue, and a worker of yours takes it from there. What no one has described
is set aside for a person.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from queue import Full, Queue
from typing import Any

from linkcodes.idempotency import InMemoryStore
from linkcodes.webhooks import Delivery, InvalidEvent, Refused, UnknownEvent, endpoint

# In memory, all of this is lost with the process, and each process has its own; inbox.py uses a database.
QUEUE: Queue[Delivery[Any]] = Queue(maxsize=10_000)
SET_ASIDE: Queue[Delivery[Any]] = Queue(maxsize=10_000)
STORE = InMemoryStore()


def secrets(variable: str) -> Callable[[], list[str]]:
    """Return what reads the secrets at each call; the variable has two while they are changed."""
    return lambda: os.environ[variable].split()  # noqa: PLW0108  (the environment may change)


def public_keys(variable: str) -> Callable[[str], Any]:
    """Return what looks up a public key by its name, in a JSON file that a job of yours keeps up to date.

    Plaid names a key by an id, with which its API returns the key. Enable Banking names a certificate by
    its address; fetch it only where the address is one of theirs.
    """
    return lambda name: json.loads(Path(os.environ[variable]).read_text(encoding="utf-8")).get(name)


LEAN = endpoint("lean", secrets("LEAN_WEBHOOK_SECRET"), store=STORE)
ARGYLE = endpoint("argyle", secrets("ARGYLE_WEBHOOK_SECRET"), store=STORE)
FLINKS_PAY = endpoint("flinks.geft", secrets("FLINKS_GEFT_WEBHOOK_SECRET"), store=STORE)
FLINKS = endpoint(
    "flinks.connect",
    secrets("FLINKS_CONNECT_WEBHOOK_SECRET"),
    header=os.environ.get("FLINKS_CONNECT_WEBHOOK_HEADER"),  # Flinks' pages disagree on its name
    store=STORE,
)
APPLICATION = os.environ.get("ENABLE_BANKING_APPLICATION_ID", "not set, so nothing is accepted")
PLAID = endpoint("plaid", public_keys("PLAID_WEBHOOK_KEYS"), store=STORE)
ENABLE_BANKING = endpoint(
    "enable_banking",
    public_keys("ENABLE_BANKING_WEBHOOK_KEYS"),
    claims={"sub": APPLICATION},  # what was signed for another customer is refused
    store=STORE,
)
# These two sign nothing: `delivery.signed` is false, so read what it is about through the API before you act.
MX = endpoint("mx", secrets("MX_WEBHOOK_SECRET"), store=STORE)  # user:password of HTTP Basic
PLUGGY = endpoint("pluggy", secrets("PLUGGY_WEBHOOK_SECRET"), header="X-Webhook-Secret", store=STORE)
ENDPOINTS = (LEAN, ARGYLE, FLINKS_PAY, FLINKS, PLAID, ENABLE_BANKING, MX, PLUGGY)


def handle(delivery: Delivery[Any]) -> None:
    """Hand a delivery over. A full queue has it sent again."""
    match delivery.event:
        case InvalidEvent() | UnknownEvent():
            queue = SET_ASIDE
        case _:
            queue = QUEUE
    try:
        queue.put_nowait(delivery)
    except Full:
        raise Refused(503, "busy") from None
