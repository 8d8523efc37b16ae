"""Webhooks in FastAPI as a dependency.

    lean = endpoint("lean", secret)

    @app.post("/webhooks/lean")
    def received(delivery: Annotated[Delivery[LeanEvent], Depends(delivered(lean))]) -> None: ...

Needs `fastapi`. The answers to what does not come through are those of `linkcodes.webhooks.Refused`, as JSON.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from fastapi import HTTPException, Request

from linkcodes._webhooks.delivery import Delivery, Event
from linkcodes._webhooks.endpoint import Endpoint, Refused
from linkcodes.integrations.starlette import accepted

__all__ = ["delivered"]

E = TypeVar("E", bound=Event[Any])


def delivered(endpoint: Endpoint[E]) -> Callable[[Request], AsyncIterator[Delivery[E]]]:
    """Return a dependency that gives the delivery of a request.

    With a store, the work counts as done when the path operation has returned, and as not done when it has
    raised: raise HTTPException(503) to have the event sent again.
    """

    async def delivery(request: Request) -> AsyncIterator[Delivery[E]]:
        try:
            found = await accepted(endpoint, request)
            async with endpoint.once_async(found):
                yield found
        except Refused as refused:
            raise HTTPException(refused.status, refused.reason, refused.headers) from None

    return delivery
