"""Reads HAR: what a browser or a proxy has recorded."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from linkcodes.livecheck import LiveBody


def entries(document: Any) -> list[Any] | None:
    """Return the recorded requests; None if it is no HAR."""
    found = at(document, "log", "entries")
    return found if isinstance(found, list) else None


def samples(found: list[Any], name: str) -> Iterator[LiveBody]:
    """Yield the bodies of requests and responses, and the addresses that have parameters."""
    for number, entry in enumerate(found):
        place, time = f"{name}#/log/entries/{number}", at(entry, "startedDateTime")
        request, response = at(entry, "request"), at(entry, "response")
        for body in (
            _address(at(request, "url")),
            at(request, "postData", "text"),
            _address(at(response, "redirectURL")),
            _content(at(response, "content")),
        ):
            if body:
                yield LiveBody(body, time=time, place=place)


def at(value: Any, *steps: str) -> Any:
    """Return what is at a path of names; None if it leads nowhere."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _address(url: Any) -> Any:
    return url if isinstance(url, str) and ("?" in url or "#" in url) else None


def _content(content: Any) -> Any:
    text = at(content, "text")
    if not isinstance(text, str) or at(content, "encoding") != "base64":
        return text
    return unpacked(text)


def unpacked(text: str | bytes) -> bytes | None:
    """Return what is written in Base64; None if that cannot be read."""
    try:
        return base64.b64decode(text)
    except (ValueError, binascii.Error):
        return None
