"""Webhooks in Starlette as a middleware: the application sees only what is genuine.

    app.add_middleware(WebhookMiddleware, endpoints={"/webhooks/lean": lean})

    async def received(request):
        delivery = delivery_in(request, lean)

Needs `starlette`. The answers to what does not come through are those of `linkcodes.webhooks.Refused`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linkcodes._webhooks.delivery import Delivery, Event
from linkcodes._webhooks.endpoint import Endpoint, Refused

__all__ = ["WebhookMiddleware", "accepted", "delivery_in"]

E = TypeVar("E", bound=Event[Any])
_STATE = "linkcodes_delivery"
_LONG = 64 * 1024
"""Bytes from which a body is read in a thread, because the other requests would have to wait."""


class WebhookMiddleware:
    """Verifies what is sent to some paths, and hands over the delivery in the state of the request.

    `endpoints` are by path, without the path that the application itself is mounted at. With a store, the
    work is done once the application answers less than 400.
    """

    def __init__(self, app: ASGIApp, endpoints: Mapping[str, Endpoint[Any]]) -> None:
        self.app, self.endpoints = app, dict(endpoints)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        endpoint = self.endpoints.get(_path(scope)) if scope["type"] == "http" else None
        if endpoint is None:
            await self.app(scope, receive, send)
            return
        try:
            delivery = await accepted(endpoint, Request(scope, receive))
            async with endpoint.once_async(delivery) as turn:
                scope.setdefault("state", {})[_STATE] = delivery

                async def watched(message: Message) -> None:
                    if message["type"] == "http.response.start" and message["status"] >= 400:
                        turn.failed()
                    await send(message)

                await self.app(scope, _again(delivery.body, receive), watched)
        except Refused as refused:
            answer = PlainTextResponse(refused.reason, refused.status, refused.headers)
            await answer(scope, receive, send)


def delivery_in(request: Request, endpoint: Endpoint[E]) -> Delivery[E]:
    """Return what the middleware has accepted for this endpoint; LookupError if it is nothing."""
    found: Delivery[E] | None = getattr(request.state, _STATE, None)
    if found is None or found.scheme != endpoint.scheme:
        raise LookupError(f"no delivery of {endpoint.scheme}: is the middleware installed for this path?")
    return found


async def accepted(endpoint: Endpoint[E], request: Request) -> Delivery[E]:
    """Return the delivery of a request, or raise Refused with the answer to the sender."""
    if request.method != "POST":
        raise Refused.wrong_method()
    endpoint.check_size(request.headers.get("content-length"))
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            endpoint.check_size(len(body))
    except ClientDisconnect:
        raise Refused.unreadable() from None
    if len(body) < _LONG and not endpoint.fetches:
        return endpoint.accept(body, request.headers.raw)
    return await run_in_threadpool(endpoint.accept, body, request.headers.raw)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives the application the body that was read already."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def message() -> Message:
        return messages.pop() if messages else await receive()

    return message
