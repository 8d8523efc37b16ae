"""Imports the examples as their readers would run them: with the rendered package on the path."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import REPO
from tests.python.conftest import imported

FOLDER = REPO / "examples/python"


@pytest.fixture(scope="session")
def example(rendered: Callable[[str], Path]) -> Iterator[Callable[[str], Any]]:
    """Return a function that imports an example by the name of its file."""
    with imported(rendered("real")):
        sys.path.insert(0, str(FOLDER))
        yield importlib.import_module
        sys.path.remove(str(FOLDER))
        for path in FOLDER.glob("*.py"):
            sys.modules.pop(path.stem, None)


def post(app: Any, path: str, **request: Any) -> httpx.Response:
    """Send one request to an ASGI application and return its answer."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post(path, **request)

    return asyncio.run(send())
