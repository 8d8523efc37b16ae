"""Reads cassettes: what VCR and its kin have recorded for tests, in YAML or JSON."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from linkcodes.cli.live.har import at, unpacked
from linkcodes.cli.project_files import UnreadableError
from linkcodes.livecheck import LiveBody

_LISTS = ("http_interactions", "interactions")
_GZIP = b"\x1f\x8b"
_LARGEST = 20_000_000
"""Bytes of a compressed body that are unpacked; no more are decoded."""


def entries(document: Any) -> list[Any] | None:
    """Return what was recorded; None if it is no cassette."""
    found = next((found for name in _LISTS if (found := at(document, name)) is not None), None)
    return found if isinstance(found, list) else None


def samples(found: list[Any], name: str) -> Iterator[LiveBody]:
    """Yield the bodies of requests and responses, and the addresses that have parameters."""
    for number, entry in enumerate(found):
        request, response = at(entry, "request"), at(entry, "response")
        url = at(request, "uri") or at(request, "url")
        bodies = (url if "?" in str(url) else None, at(request, "body"), at(response, "body"))
        for body in map(_text, bodies):
            if body:
                yield LiveBody(body, time=at(entry, "recorded_at"), place=f"{name}#/{number}")


def documents(text: bytes) -> list[Any]:
    """Return the documents of a YAML file. UnreadableError: it is none."""
    try:
        import yaml  # noqa: PLC0415  (few files are of this kind)
    except ModuleNotFoundError as error:
        raise UnreadableError("YAML takes an extra: pip install 'linkcodes[live]'") from error
    try:
        return list(yaml.load_all(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as error:  # its text would quote the file
        mark = getattr(error, "problem_mark", None)
        raise UnreadableError(f"it is no YAML{f', see line {mark.line + 1}' if mark else ''}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError("it is no YAML that can be read") from error


def _text(body: Any) -> Any:
    """Return a body, however the recorder has wrapped it."""
    for name in ("string", "text"):
        if isinstance(body, dict) and name in body:
            body = body[name]
    if isinstance(body, dict) and isinstance(body.get("base64_string"), str | bytes):
        body = unpacked(body["base64_string"])
    if isinstance(body, bytes) and body.startswith(_GZIP):
        return _inflated(body)
    return body


def _inflated(body: bytes) -> bytes | None:
    try:
        return zlib.decompressobj(wbits=31).decompress(body, _LARGEST)
    except zlib.error:
        return None
