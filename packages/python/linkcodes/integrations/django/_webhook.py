"""Webhooks in Django as a decorator, for views and for asynchronous views.

    @webhook(endpoint("lean", settings.LEAN_WEBHOOK_SECRET))
    def received(request: HttpRequest, delivery: Delivery[LeanEvent]) -> None: ...

Needs `django`. The answers to what does not come through are those of `linkcodes.webhooks.Refused`.
Django's own DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB unless you set it, limits the body as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from linkcodes._webhooks.delivery import Delivery, Event
from linkcodes._webhooks.endpoint import RECEIVED, Endpoint, Refused

__all__ = ["webhook"]

E = TypeVar("E", bound=Event[Any])
# Django has no types of its own.
exceptions: Any = import_module("django.core.exceptions")
http: Any = import_module("django.http")


def webhook(endpoint: Endpoint[E]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator for views that take the request, the delivery, and what is in the address.

    A view may be a coroutine, and may return nothing, which answers 200. It needs no CSRF token, because the
    sender has no session. With a store, the work counts as done if the answer is less than 400.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        received = (
            _asynchronous(endpoint, view) if iscoroutinefunction(view) else _synchronous(endpoint, view)
        )
        vars(received)["csrf_exempt"] = True
        return wraps(view)(received)

    return decorate


def _synchronous(endpoint: Endpoint[E], view: Callable[..., Any]) -> Callable[..., Any]:
    def received(request: Any, *arguments: Any, **named: Any) -> Any:
        try:
            delivery = _accepted(endpoint, request)
            with endpoint.once(delivery) as turn:
                answer = _answer(view(request, delivery, *arguments, **named))
                if answer.status_code >= 400:
                    turn.failed()
                return answer
        except Refused as refused:
            return _refusal(refused)

    return received


def _asynchronous(endpoint: Endpoint[E], view: Callable[..., Any]) -> Callable[..., Any]:
    async def received(request: Any, *arguments: Any, **named: Any) -> Any:
        try:
            delivery = _accepted(endpoint, request)
            async with endpoint.once_async(delivery) as turn:
                answer = _answer(await view(request, delivery, *arguments, **named))
                if answer.status_code >= 400:
                    turn.failed()
                return answer
        except Refused as refused:
            return _refusal(refused)

    return received


def _accepted(endpoint: Endpoint[E], request: Any) -> Delivery[E]:
    if request.method != "POST":
        raise Refused.wrong_method()
    endpoint.check_size(request.META.get("CONTENT_LENGTH"))
    try:
        body: bytes = request.body
    except exceptions.RequestDataTooBig:
        raise Refused(413, "too large") from None
    except http.UnreadablePostError:
        raise Refused.unreadable() from None
    return endpoint.accept(body, request.headers)


def _answer(answer: Any) -> Any:
    return http.HttpResponse(RECEIVED, content_type="text/plain") if answer is None else answer


def _refusal(refused: Refused) -> Any:
    headers = {**refused.headers, "Content-Type": "text/plain"}
    return http.HttpResponse(refused.reason, status=refused.status, headers=headers)
