"""What answers say about when to try again, as the packages read it."""

from __future__ import annotations

from typing import Any

from codegen.model.pauses import SECONDS, Pauses
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec


def pauses(spec: ResolvedSpec) -> dict[str, dict[str, Any]]:
    """Return `{provider: {headers, texts, daily}}`, with all providers.

    `headers` is `[{name, unit, left}]`, the names in small letters with hyphens; `texts` what is before and
    after the seconds, `daily` what is in a message about the limit of a day, both in small letters.
    """
    return {provider.id: _pauses(provider.pauses or Pauses()) for provider in spec.providers}


def _pauses(said: Pauses) -> dict[str, Any]:
    headers = [
        {"name": _plain(item.name), "unit": item.unit, "left": _plain(item.left) if item.left else None}
        for item in said.headers
    ]
    texts = [item.text.lower().split(SECONDS) for item in said.messages]
    return {"headers": headers, "texts": texts, "daily": [item.text.lower() for item in said.daily]}


def _plain(header: str) -> str:
    return header.lower().removeprefix("http_").replace("_", "-")


def places(spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return the files that it is made from."""
    return spec.places()
