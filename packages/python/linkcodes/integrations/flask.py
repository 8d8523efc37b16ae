"""Webhooks in Flask as a decorator.

    @app.post("/webhooks/lean")
    @webhook(endpoint("lean", secret))
    def received(delivery: Delivery[LeanEvent]) -> None: ...

Needs `flask` 3.1 or later. The answers to what does not come through are those of
`linkcodes.webhooks.Refused`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, make_response, request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from linkcodes._webhooks.delivery import Delivery, Event
from linkcodes._webhooks.endpoint import RECEIVED, Endpoint, Refused

__all__ = ["webhook"]

E = TypeVar("E", bound=Event[Any])


def webhook(endpoint: Endpoint[E]) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Return a decorator for views that take the delivery first, then what is in the address.

    A view may be a coroutine, and may return nothing, which answers 200. With a store, the work counts as
    done if the answer is less than 400.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def received(*arguments: Any, **named: Any) -> Response:
            try:
                delivery = _accepted(endpoint)
                with endpoint.once(delivery) as turn:
                    answer = make_response(
                        current_app.ensure_sync(view)(delivery, *arguments, **named) or RECEIVED
                    )
                    if answer.status_code >= 400:
                        turn.failed()
                    return answer
            except Refused as refused:
                return Response(refused.reason, refused.status, refused.headers, "text/plain")

        return received

    return decorate


def _accepted(endpoint: Endpoint[E]) -> Delivery[E]:
    if request.method != "POST":
        raise Refused.wrong_method()
    request.max_content_length = endpoint.max_bytes
    try:
        body = request.get_data()
    except RequestEntityTooLarge:
        raise Refused(413, "too large") from None
    except ClientDisconnected:
        raise Refused.unreadable() from None
    return endpoint.accept(body, request.headers.items())
