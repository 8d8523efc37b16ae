# ruff: noqa: PLR0913
"""Remembers the public keys of webhooks, so that strangers cannot make the program ask for each call."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcodes._signatures import Key

__all__ = ["CachedKeys", "cached_keys"]


class CachedKeys:
    """What `cached_keys` returns: a function from the name of a key to the key. Threads may share it."""

    __module__ = "linkcodes.webhooks"

    def __init__(
        self,
        fetch: Callable[[str], Key | None],
        keep_s: float,
        unknown_s: float,
        limits: tuple[int, int],
        clock: Callable[[], float],
    ) -> None:
        self._fetch, self._keep_s, self._unknown_s, self._clock = fetch, keep_s, unknown_s, clock
        self._most, self._most_unknown = limits
        self._found: OrderedDict[str, tuple[Key, float]] = OrderedDict()
        self._unknown: dict[str, float] = {}
        self._asking = Lock()

    def __call__(self, name: str) -> Key | None:
        """Return the key; None if the provider has none, or too many names were asked for in vain."""
        return self._kept(name) or self._asked(name)

    def _kept(self, name: str) -> Key | None:
        key, until = self._found.get(name, (None, 0.0))
        return key if self._clock() < until else None

    def _asked(self, name: str) -> Key | None:
        with self._asking:  # one at a time, so that a burst with a new key asks once
            now = self._clock()
            kept = self._kept(name)
            if kept is not None:
                return kept
            self._unknown = {other: until for other, until in self._unknown.items() if now < until}
            if name in self._unknown or len(self._unknown) >= self._most_unknown:
                return None
            key = self._fetch(name)
            if key is None:
                self._unknown[name] = self._clock() + self._unknown_s
            else:
                self._keep(name, key)
            return key

    def _keep(self, name: str, key: Key) -> None:
        self._found[name] = key, self._clock() + self._keep_s
        self._found.move_to_end(name)
        if len(self._found) > self._most:
            self._found.popitem(last=False)


def cached_keys(
    fetch: Callable[[str], Key | None],
    *,
    keep_s: float = 3_600.0,
    unknown_s: float = 60.0,
    max_keys: int = 100,
    max_unknown: int = 20,
    clock: Callable[[], float] = time.monotonic,
) -> CachedKeys:
    """Return public keys for `verify`, `receive` and `endpoint` that are fetched once and remembered.

    `fetch` gets the name of a key and returns the key, or None if the provider has none; give it a timeout,
    and let it follow no redirect. A key is asked for again after `keep_s` seconds; what it says of its own
    end counts before. A name without a key is not asked for again for `unknown_s` seconds, and while there
    are `max_unknown` such names, no new one is: anyone can make them up. What `fetch` raises is passed on,
    and nothing is remembered of it.
    """
    return CachedKeys(fetch, keep_s, unknown_s, (max_keys, max_unknown), clock)
