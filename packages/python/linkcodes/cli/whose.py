# ruff: noqa: PLC0415
"""Says whether a paste can only be from one provider, though each of its words is one that many APIs send.

A listed code of several words that no other provider has is evidence beside a second such code, or in a body
with fields of the provider, where the name of one has three words and is of no other provider.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from linkcodes.cli import catalog
from linkcodes.cli.asked import is_distinct
from linkcodes.cli.catalog import Filter

if TYPE_CHECKING:
    from linkcodes._runtime.results import Decoded

_FEWEST_FIELDS = 3
_MOST_OTHER_FIELDS = 1
_FEWEST_CODES = 2
_FEWEST_WORDS = 3
"""Words of a field's name: those of OAuth have two, such as `error_description`."""
_NAME = re.compile(r"\"(\w{1,80})\"\s*:")


def is_of_one(text: str, decoded: Decoded) -> bool:
    """Say whether what was read with a provider in mind can be of no one else."""
    raws = {str(item.raw) for item in decoded.classifications if item.known and item.raw is not None}
    own = [raw for raw in raws if _has_one_owner(raw)]
    if any(map(is_distinct, own)) and len(own) >= _FEWEST_CODES:
        return True
    is_meant = any(raw not in text for raw in raws)  # the payload as such says it
    return (is_meant or any(map(is_distinct, own))) and _is_own_body(text, decoded.provider or "")


def _has_one_owner(raw: str) -> bool:
    return len({entry.provider for entry in catalog.find(raw, Filter(None, None))}) == 1


def _is_own_body(text: str, provider: str) -> bool:
    """Say whether nearly all fields of a body are known of a provider, and one is of no other provider."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return False
    names = set(body) if isinstance(body, dict) else set()
    described = names & _fields(provider)
    is_near = len(described) >= _FEWEST_FIELDS and len(names - described) <= _MOST_OTHER_FIELDS
    return is_near and any(map(_is_own_name, _NAME.findall(text)))


@cache
def _fields(provider: str) -> frozenset[str]:
    from linkcodes._runtime.rules import books

    payloads = (payload for book in books() if book.id == provider for payload in book.payloads)
    return frozenset(name for payload in payloads for name in payload.fields)


def _is_own_name(name: str) -> bool:
    return len(_words(name)) >= _FEWEST_WORDS and _owners()[_words(name)] == 1


@cache
def _owners() -> Counter[tuple[str, ...]]:
    """Return how many providers have a field of this name, in any spelling."""
    from linkcodes._runtime.rules import books

    return Counter(
        words
        for book in books()
        for words in {_words(name) for payload in book.payloads for name in payload.fields}
    )


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name))
