"""Small programs in each framework that the adapters are for; they answer the same way."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Annotated, Any

import httpx

from tests.python.conftest import Import

MOST = 100_000
"""The limit of bodies in these programs."""
Send = Callable[..., tuple[int, str]]
"""Sends a body with headers: `send(body, headers, method="POST")`; what it returns is status and text."""


class Program:
    """What the program of a user does with a delivery: notes it, and answers as it is told."""

    def __init__(self) -> None:
        self.seen: list[Any] = []
        self.answer: Any = None
        self.thread: threading.Thread | None = None

    def __call__(self, delivery: Any) -> Any:
        self.seen.append(delivery)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def asgi(app: Any) -> Send:
    def send(body: Any, headers: Any, method: str = "POST") -> tuple[int, str]:
        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.request(method, "/hooks/lean", content=body, headers=headers)

        answer = asyncio.run(call())
        return answer.status_code, answer.text

    return send


def fastapi(real: Import, endpoint: Any, program: Program) -> Send:
    from fastapi import Depends, FastAPI, Response  # noqa: PLC0415

    delivered, app = real("integrations.fastapi").delivered, FastAPI()

    def received(delivery: Any) -> Any:
        answer = program(delivery)
        return Response("received" if answer is None else answer, 200)

    received.__annotations__ = {"delivery": Annotated[Any, Depends(delivered(endpoint))]}
    app.post("/hooks/lean")(received)
    plain = asgi(app)

    def send(*arguments: Any, **named: Any) -> tuple[int, str]:
        status, text = plain(*arguments, **named)
        return status, json.loads(text)["detail"] if text.startswith('{"detail"') else text

    return send


def starlette(real: Import, endpoint: Any, program: Program) -> Send:
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.responses import PlainTextResponse  # noqa: PLC0415
    from starlette.routing import Mount, Route  # noqa: PLC0415

    module = real("integrations.starlette")

    async def received(request: Any) -> Any:
        delivery = module.delivery_in(request, endpoint)
        assert await request.body() == delivery.body  # the application may read it, too
        answer = program(delivery)
        return PlainTextResponse("received") if answer is None else answer

    middleware = [Middleware(module.WebhookMiddleware, endpoints={"/lean": endpoint})]
    inner = Starlette(routes=[Route("/lean", received, methods=["GET", "POST"])], middleware=middleware)
    return asgi(Starlette(routes=[Mount("/hooks", inner)]))


def flask(real: Import, endpoint: Any, program: Program, kind: str = "view") -> Send:
    from flask import Flask  # noqa: PLC0415

    app = Flask(__name__)

    async def coroutine(delivery: Any) -> Any:
        return program(delivery)

    view = real("integrations.flask").webhook(endpoint)(
        program_view(program) if kind == "view" else coroutine
    )
    app.route("/hooks/lean", methods=["POST", "PUT"])(view)

    def send(body: Any, headers: Any, method: str = "POST") -> tuple[int, str]:
        answer = app.test_client().open("/hooks/lean", method=method, data=body, headers=headers)
        return answer.status_code, answer.text

    return send


def program_view(program: Program) -> Callable[..., Any]:
    def received(delivery: Any) -> Any:
        return program(delivery)

    return received


def django(real: Import, endpoint: Any, program: Program, kind: str = "view") -> Send:
    import django as framework  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="tests", ROOT_URLCONF="none", USE_TZ=True)
        framework.setup()

    async def coroutine(request: Any, delivery: Any) -> Any:
        return program(delivery)

    def view(request: Any, delivery: Any) -> Any:
        return program(delivery)

    webhook = real("integrations.django").webhook(endpoint)
    routes = type(
        "routes", (), {"urlpatterns": [path("hooks/lean", webhook(view if kind == "view" else coroutine))]}
    )
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def send(body: Any, headers: Any, method: str = "POST") -> tuple[int, str]:
        from django.test.utils import override_settings  # noqa: PLC0415

        csrf = ["django.middleware.csrf.CsrfViewMiddleware"]
        limits = {"DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * MOST}
        with override_settings(ROOT_URLCONF=routes, MIDDLEWARE=csrf, **limits):
            answer = client.generic(method, "/hooks/lean", body, "application/json", headers=headers)
        return answer.status_code, answer.content.decode()

    return send


ADAPTERS: dict[str, Callable[..., Send]] = {
    "fastapi": fastapi,
    "starlette": starlette,
    "flask": flask,
    "flask-async": lambda real, endpoint, program: flask(real, endpoint, program, "coroutine"),
    "django": django,
    "django-async": lambda real, endpoint, program: django(real, endpoint, program, "coroutine"),
}
