"""Reads what the headers of a request say, in every shape that frameworks give them."""

from __future__ import annotations

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from linkcodes._webhooks.signatures import Headers


def header_name(header: object, rule: Mapping[str, Any]) -> str:
    """Return the name of the header to look for; TypeError for what is no name."""
    if header is not None and not isinstance(header, str):
        raise TypeError(f"the name of the header must be text, not {type(header).__name__}")
    name: str = header or rule["header"]
    return name


def without_prefix(rule: Mapping[str, Any], given: bytes) -> bytes | None:
    """Return what follows the prefix in a header; None if it does not begin with it.

    A prefix that ends with a space is the name of an HTTP scheme: its case and further spaces do not count.
    """
    prefix: bytes = rule["prefix"].encode()
    if not prefix.endswith(b" "):
        return given.removeprefix(prefix) if given.startswith(prefix) else None
    begins = given[: len(prefix)].lower() == prefix.lower()
    return given[len(prefix) :].lstrip(b" ") if begins else None


def values_of(header: str, headers: Headers) -> Iterator[bytes]:
    """Yield the values of the header; its name may be as sent, in other case or as WSGI has it."""
    sent = header.lower()
    names = {sent, f"http_{sent.replace('-', '_')}"}
    for name, value in pairs_of(headers):
        if text_of(name).lower() in names:
            each = value if isinstance(value, list | tuple) else (value,)
            yield from (text_of(item).strip(" \t").encode("utf-8", "surrogatepass") for item in each)


def pairs_of(headers: Any) -> list[tuple[object, object]]:
    """Return the names and values; TypeError for what has none."""
    try:
        pairs: Iterable[tuple[object, object]] = headers.items() if hasattr(headers, "items") else headers
        return [(name, value) for name, value in pairs]
    except Exception:  # a framework's own object may raise anything
        raise TypeError("the headers must be a mapping, or pairs of name and value") from None


def text_of(part: object) -> str:
    """Return what is text in a header; other things, such as the streams of a WSGI environment, are none."""
    if isinstance(part, bytes):
        return part.decode("latin-1")
    return part if isinstance(part, str) else ""
