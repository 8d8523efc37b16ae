"""Webhook endpoints in FastAPI. Run: `fastapi run examples/python/fastapi_app.py`."""

from typing import Annotated

from fastapi import Depends, FastAPI
from linkcodes.events.argyle import ArgyleEvent
from linkcodes.events.lean import LeanEvent
from linkcodes.integrations.fastapi import delivered
from linkcodes.webhooks import Delivery
from webhook import ARGYLE, LEAN, handle

app = FastAPI()


@app.post("/webhooks/lean")
def lean(delivery: Annotated[Delivery[LeanEvent], Depends(delivered(LEAN))]) -> None:
    """Receive what Lean sends."""
    handle(delivery)


@app.post("/webhooks/argyle")
def argyle(delivery: Annotated[Delivery[ArgyleEvent], Depends(delivered(ARGYLE))]) -> None:
    """Receive what Argyle sends."""
    handle(delivery)
